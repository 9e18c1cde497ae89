import type { Automation } from '../../../contract/automation.ts'
import { formatId } from '../../../contract/id.ts'
import { findAutomation, updateAutomation } from '../../../db/store/automations.ts'
import { cancelRunsOf } from '../../../db/store/runs.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { found } from '../config/checks.ts'
import { commitChange } from '../config/commit-change.ts'
import { toAutomation } from './automation-view.ts'

/**
 * Puts an automation away for good: it starts no more, and what waits on any lead is cancelled in the same commit. Doing
 * it twice changes nothing.
 */
export async function archiveAutomation(ctx: Ctx, automationId: number): Promise<Automation> {
  requireAdmin(ctx.actor)
  const before = found(await findAutomation(ctx.db, automationId))
  const after = { ...before, version: before.version + 1, archivedAt: before.archivedAt ?? ctx.now }
  return commitChange(ctx, {
    id: formatId('automation', automationId),
    event: 'archived',
    before: toAutomation(before),
    after: toAutomation(after),
    write: [updateAutomation(ctx.db, after), cancelRunsOf(ctx.db, automationId)],
  })
}

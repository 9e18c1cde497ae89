import type { Automation, AutomationChanges } from '../../../contract/automation.ts'
import { formatId } from '../../../contract/id.ts'
import { findAutomation, updateAutomation as updateAutomationRow } from '../../../db/store/automations.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { expectLive, expectVersion, found } from '../config/checks.ts'
import { commitChange } from '../config/commit-change.ts'
import { given } from '../config/given.ts'
import { toAutomation } from './automation-view.ts'
import { checkAutomation } from './check-automation.ts'

/**
 * Changes an automation (F61). Runs that have begun keep the steps that they began with; switched off, it starts no more.
 * Problems: NOT_FOUND, ARCHIVED, VERSION_CONFLICT, NAME_TAKEN, INVALID_BODY.
 */
export async function updateAutomation(
  ctx: Ctx,
  automationId: number,
  { version, ...changes }: AutomationChanges,
): Promise<Automation> {
  requireAdmin(ctx.actor)
  const before = found(await findAutomation(ctx.db, automationId))
  expectLive(before)
  expectVersion(before, version)
  const after = { ...before, ...given(changes), version: before.version + 1 }
  const guards = isToCheck(changes) ? await checkAutomation(ctx, after, before.steps) : []
  return commitChange(ctx, {
    id: formatId('automation', automationId),
    before: toAutomation(before),
    after: toAutomation(after),
    write: [...guards, updateAutomationRow(ctx.db, after)],
  })
}

/** What was right when it was saved may be switched off or renamed, whatever has become of what it names. */
const isToCheck = ({ leadTypeId, condition, steps }: Omit<AutomationChanges, 'version'>): boolean =>
  leadTypeId !== undefined || condition !== undefined || steps !== undefined

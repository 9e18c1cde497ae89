import { formatId } from '../../../contract/id.ts'
import type { LeadType } from '../../../contract/lead-type.ts'
import { updateLeadType } from '../../../db/store/lead-types.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { commitChange } from '../config/commit-change.ts'
import { loadPreferences } from '../preferences/load-preferences.ts'
import { toLeadType } from './lead-type-view.ts'
import { loadWithGroup } from './load-with-group.ts'

/**
 * Puts a lead type away for good: it takes no more leads, and its forms close. The leads that it has stay, and so do
 * its setups. Doing it twice changes nothing.
 */
export async function archiveLeadType(ctx: Ctx, leadTypeId: number): Promise<LeadType> {
  requireAdmin(ctx.actor)
  const [{ type: before, broker }, { settings }] = await Promise.all([
    loadWithGroup(ctx, leadTypeId),
    loadPreferences(ctx),
  ])
  const after = { ...before, version: before.version + 1, archivedAt: before.archivedAt ?? ctx.now }
  return commitChange(ctx, {
    id: formatId('leadType', leadTypeId),
    event: 'archived',
    before: toLeadType(before, broker.currency, settings),
    after: toLeadType(after, broker.currency, settings),
    write: [updateLeadType(ctx.db, after)],
  })
}

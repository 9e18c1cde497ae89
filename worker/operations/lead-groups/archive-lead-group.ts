import { formatId } from '../../../contract/id.ts'
import type { LeadGroup } from '../../../contract/lead-group.ts'
import { findLeadGroup, listTypesOfGroup, typesOfGroupMustBe, updateLeadGroup } from '../../../db/store/lead-groups.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { found } from '../config/checks.ts'
import { commitChange } from '../config/commit-change.ts'
import { toLeadGroup } from './lead-group-view.ts'

/** Puts a lead group away for good; IN_USE while it has live lead types. Doing it twice changes nothing. */
export async function archiveLeadGroup(ctx: Ctx, leadGroupId: number): Promise<LeadGroup> {
  requireAdmin(ctx.actor)
  const [row, types] = await Promise.all([findLeadGroup(ctx.db, leadGroupId), listTypesOfGroup(ctx.db, leadGroupId)])
  const before = found(row)
  const live = types.filter(({ archivedAt }) => archivedAt === null)
  if (live.length > 0)
    throw new Problem('IN_USE', { detail: `Archive its lead types first: ${live.map(({ name }) => name).join(', ')}.` })

  const after = { ...before, version: before.version + 1, archivedAt: before.archivedAt ?? ctx.now }
  return commitChange(ctx, {
    id: formatId('leadGroup', leadGroupId),
    event: 'archived',
    before: toLeadGroup(before),
    after: toLeadGroup(after),
    write: [typesOfGroupMustBe(ctx.db, leadGroupId, types), updateLeadGroup(ctx.db, after)],
  })
}

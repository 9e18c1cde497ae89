import type { LeadGroup, NewLeadGroup } from '../../../contract/lead-group.ts'
import { insertLeadGroup, nextLeadGroupId } from '../../../db/store/lead-groups.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { toLeadGroup } from './lead-group-view.ts'

/** Makes a lead group (F14). Its name is its own among all groups, archived ones too (NAME_TAKEN). */
export async function createLeadGroup(ctx: Ctx, settings: NewLeadGroup): Promise<LeadGroup> {
  requireAdmin(ctx.actor)
  return retryOnRace(async () => {
    const row = { id: await nextLeadGroupId(ctx.db), version: 1, ...settings, archivedAt: null }
    const answer = toLeadGroup(row)
    await commitOrThrow(ctx, {
      history: [{ id: answer.id, version: 1, event: 'created', data: settings }],
      write: [insertLeadGroup(ctx.db, row)],
      answer,
    })
    return answer
  })
}

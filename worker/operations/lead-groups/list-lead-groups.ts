import type { LeadGroup, LeadGroupQuery } from '../../../contract/lead-group.ts'
import { type Page, toPage } from '../../../contract/page.ts'
import { listLeadGroups as listLeadGroupRows } from '../../../db/store/lead-groups.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { pageStart } from '../page-start.ts'
import { toLeadGroup } from './lead-group-view.ts'

export async function listLeadGroups(ctx: Ctx, { cursor, limit, archived }: LeadGroupQuery): Promise<Page<LeadGroup>> {
  requireAdmin(ctx.actor)
  const rows = await listLeadGroupRows(ctx.db, { after: pageStart(cursor), limit, archived })
  return toPage(rows, { limit, cursorOf: ({ id }) => id, toItem: toLeadGroup })
}

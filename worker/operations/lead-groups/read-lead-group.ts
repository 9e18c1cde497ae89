import type { LeadGroup } from '../../../contract/lead-group.ts'
import { findLeadGroup } from '../../../db/store/lead-groups.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { found } from '../config/checks.ts'
import { toLeadGroup } from './lead-group-view.ts'

export async function readLeadGroup(ctx: Ctx, leadGroupId: number): Promise<LeadGroup> {
  requireAdmin(ctx.actor)
  return toLeadGroup(found(await findLeadGroup(ctx.db, leadGroupId)))
}

import { selectLeads } from '../../../db/store/leads.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import type { NamedLead } from './read-lead.ts'

/** Leads, newest first, one more than `limit` when there are more. Filters apply when they are not null. */
export async function listLeads(ctx: Ctx, filter: Parameters<typeof selectLeads>[1]): Promise<NamedLead[]> {
  requireAdmin(ctx.actor)
  return (await selectLeads(ctx.db, { ...filter, limit: filter.limit + 1 }).all<NamedLead>()).results
}

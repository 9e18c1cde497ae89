import { type LeadTypeOfLead, selectLeadTypesOf } from '../../../db/store/statement-lines.ts'
import type { Ctx } from '../../context.ts'
import { lineCause } from '../../domain/billing/line-cause.ts'

/** The lead types of the leads that lines are about, by the ids of the leads. */
export async function leadTypesOfLines(
  ctx: Pick<Ctx, 'db'>,
  lines: readonly { id: string }[],
): Promise<Map<string, LeadTypeOfLead>> {
  const leadIds = [...new Set(lines.flatMap(({ id }) => lineCause(id).leadId ?? []))]
  if (leadIds.length === 0) return new Map()
  const { results } = await selectLeadTypesOf(ctx.db, leadIds).all<LeadTypeOfLead>()
  return new Map(results.map((type) => [type.leadId, type]))
}

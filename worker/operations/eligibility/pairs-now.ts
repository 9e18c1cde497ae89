import { type PairFilter, type PairRow, selectReportPairs } from '../../../db/store/report.ts'
import type { Ctx } from '../../context.ts'
import type { LeadFacts } from '../../domain/eligibility/facts.ts'
import { type LoadedLeadType, loadLeadType } from '../leads/load-lead-type.ts'
import { leadTypeFacts, rulesOf } from '../routing/facts-of.ts'
import { reportedPartner } from '../routing/report-facts.ts'
import type { Pair } from './judged-pair.ts'

/** A page of pairs as they are now, from the rows and by the reader that routing has. */
export async function pairsNow(ctx: Ctx, filter: PairFilter, lead: LeadFacts | null): Promise<Pair[]> {
  const { results: rows } = await selectReportPairs(ctx.db, { ...filter, places: lead?.places ?? [] }).all<PairRow>()
  const leadTypes = await loadLeadTypes(ctx, new Set(rows.map((row) => row.lead_type_id)))
  return rows.map((row) => {
    const leadType = leadTypes.get(row.lead_type_id)!
    const about = { leadType: leadTypeFacts(leadType, leadType.referralMethod), rules: rulesOf(leadType), lead }
    const { facts } = reportedPartner(ctx.now, row, about)
    return {
      partnerId: row.partner_id,
      partnerName: row.partner_name,
      leadTypeId: leadType.id,
      leadTypeName: leadType.name,
      facts,
      covering: lead === null || row.setup_id === null ? [] : (JSON.parse(row.covering) as number[]),
      unsure: [],
    }
  })
}

async function loadLeadTypes(ctx: Ctx, ids: ReadonlySet<number>): Promise<Map<number, LoadedLeadType>> {
  const loaded = await Promise.all([...ids].map((id) => loadLeadType(ctx, id, { fresh: true })))
  return new Map(loaded.flatMap((leadType) => (leadType === null ? [] : [[leadType.id, leadType]])))
}

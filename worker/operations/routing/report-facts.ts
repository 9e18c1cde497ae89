import { type ReportRow, selectReportRows } from '../../../db/store/eligibility.ts'
import type { CandidateRow } from '../../../db/store/turns.ts'
import type { Ctx } from '../../context.ts'
import type { Facts, LeadFacts } from '../../domain/eligibility/facts.ts'
import type { LoadedLeadType } from '../leads/load-lead-type.ts'
import { type Freshness, factsOf } from './facts-of.ts'

/** One partner's facts, whether it has a setup for the lead type or not. */
export interface ReportedPartner {
  partnerId: number
  partnerName: string
  setupId: number | null
  facts: Facts
  freshness: Freshness
}

/** Reads partners for the report and for referring by hand: the same facts and the same criteria as routing (F43). */
export async function readReportFacts(
  ctx: Ctx,
  {
    leadType,
    lead,
    after = 0,
    limit,
    only = null,
  }: {
    leadType: LoadedLeadType
    lead: LeadFacts | null
    after?: number
    limit: number
    only?: number | null
  },
): Promise<ReportedPartner[]> {
  const { results } = await selectReportRows(ctx.db, {
    leadTypeId: leadType.id,
    places: lead?.places ?? [],
    after,
    limit,
    only,
  }).all<ReportRow>()
  return results.map((row) => reportedPartner(ctx.now, row, { leadType, lead }))
}

function reportedPartner(
  now: number,
  row: ReportRow,
  about: { leadType: LoadedLeadType; lead: LeadFacts | null },
): ReportedPartner {
  const { leadType, lead } = about
  const { facts, freshness } = factsOf(row as CandidateRow, {
    now,
    lead,
    leadType: {
      id: leadType.id,
      referralMethod: leadType.referralMethod,
      requireFca: leadType.requireFca,
      defaultPriceMinor: leadType.defaultPrice,
    },
    places: { allAreas: row.all_areas === 1, placeCount: row.place_count, coversLead: row.covers_lead === 1 },
  })
  return {
    partnerId: row.partner_id,
    partnerName: row.partner_name,
    setupId: row.setup_id,
    facts: row.setup_id === null ? { ...facts, setup: null } : facts,
    freshness,
  }
}

import type { ReferralMethod } from '../../../contract/lead-type.ts'
import { type ReportRow, selectReportRows } from '../../../db/store/eligibility.ts'
import type { CandidateRow } from '../../../db/store/turns.ts'
import type { Ctx } from '../../context.ts'
import type { Facts, LeadFacts } from '../../domain/eligibility/facts.ts'
import type { LoadedLeadType } from '../leads/load-lead-type.ts'
import { type About, type Freshness, factsOf, leadTypeFacts, rulesOf } from './facts-of.ts'

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
    method = leadType.referralMethod,
  }: {
    leadType: LoadedLeadType
    lead: LeadFacts | null
    after?: number
    limit: number
    only?: number | null
    /** How it would be referred: the type's own method unless told. */
    method?: ReferralMethod | null
  },
): Promise<ReportedPartner[]> {
  const { results } = await selectReportRows(ctx.db, {
    leadTypeId: leadType.id,
    places: lead?.places ?? [],
    after,
    limit,
    only,
  }).all<ReportRow>()
  const about = { leadType: leadTypeFacts(leadType, method), rules: rulesOf(leadType), lead }
  return results.map((row) => reportedPartner(ctx.now, row, about))
}

/** One row of the report, read as routing reads its own. */
export function reportedPartner(now: number, row: ReportRow, about: About): ReportedPartner {
  const { facts, freshness } = factsOf(row as CandidateRow, {
    ...about,
    now,
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

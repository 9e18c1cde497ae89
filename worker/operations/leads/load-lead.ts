import { liveStates } from '../../../contract/referral.ts'
import { type LeadRow, selectLead } from '../../../db/store/leads.ts'
import { type ReferralRow, selectReferralsOfLead } from '../../../db/store/referrals.ts'
import type { Ctx } from '../../context.ts'
import { placesOfLead } from '../../domain/places/schemes.ts'
import type { RouteRequest } from '../routing/plan-route.ts'
import { loadLeadType } from './load-lead-type.ts'

/** A lead that is there, with what routing asks of it. */
export interface LoadedLead {
  lead: LeadRow
  values: Record<string, unknown>
  referrals: ReferralRow[]
  /** `wanted` is the number of open slots: the referral scope less the live referrals (F21, D18). */
  route: RouteRequest
}

/** Reads a lead, its referrals and its lead type; null when there is no such lead. */
export async function loadLead(ctx: Ctx, leadId: string): Promise<LoadedLead | null> {
  const [leads, referralRows] = await ctx.db.batch<Record<string, unknown>>([
    selectLead(ctx.db, leadId),
    selectReferralsOfLead(ctx.db, leadId),
  ])
  const lead = leads!.results[0] as unknown as LeadRow | undefined
  if (lead === undefined) return null
  const referrals = referralRows!.results as unknown as ReferralRow[]
  const leadType = (await loadLeadType(ctx, lead.lead_type_id, { fresh: true }))!
  const values = JSON.parse(lead.fields) as Record<string, unknown>
  const { codes, outward } = placesOfLead(lead.outward)
  const live = referrals.filter(({ state }) => liveStates.includes(state)).length
  return {
    lead,
    values,
    referrals,
    route: {
      leadId,
      leadType,
      introducerId: lead.introducer_id,
      places: codes,
      outward,
      referredTo: referrals.map(({ partner_id }) => partner_id),
      wanted: Math.max(0, leadType.scope - live),
    },
  }
}

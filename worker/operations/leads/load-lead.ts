import { liveStates } from '../../../contract/referral.ts'
import { type LeadRow, selectLead } from '../../../db/store/leads.ts'
import { type ReferralRow, selectReferralsOfLead } from '../../../db/store/referrals.ts'
import type { Ctx } from '../../context.ts'
import type { LeadState } from '../../domain/eligibility/lead-criterion.ts'
import { placesOfLead } from '../../domain/places/schemes.ts'
import { personKeys } from '../people/person-keys.ts'
import { readPerson } from '../people/read-person.ts'
import type { RouteRequest } from '../routing/plan-route.ts'
import { isConsented } from './consented.ts'
import { loadLeadType } from './load-lead-type.ts'

/** A lead that is there, with what routing asks of it. */
export interface LoadedLead {
  lead: LeadRow
  values: Record<string, unknown>
  referrals: ReferralRow[]
  /** `wanted` is the number of open slots: the referral scope less the live referrals (F21, D18). */
  route: RouteRequest
  /** What the lead-level criteria ask, as things stand; a method or an appointment of this once comes on top. */
  state: LeadState
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
  const keys = await personKeys(ctx.env.TENANT_SECRET, { fields: leadType.fields, values })
  const person = await readPerson(ctx, { leadId, leadType, keys })
  const own = referrals.map(({ partner_id }) => partner_id)
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
      fields: leadType.fields,
      values,
      consented: isConsented(leadType.fields, values),
      costMinor: lead.cost,
      reached: person.reached,
      suppressed: person.suppressed,
      referredTo: [...own, ...person.hadItAlready],
      ownReferrals: own,
      personKeys: keys.map(({ key }) => key),
      wanted: Math.max(0, leadType.scope - live),
    },
    state: {
      now: ctx.now,
      location: lead.location,
      closedBecause: lead.closed_because,
      isTest: lead.is_test === 1,
      scope: leadType.scope,
      liveReferrals: live,
      method: leadType.referralMethod,
      appointmentAt: null,
    },
  }
}

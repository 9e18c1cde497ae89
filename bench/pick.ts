import { placesOfLead } from '../worker/domain/places/schemes.ts'
import type { Env } from '../worker/env.ts'
import { makeJobCtx } from '../worker/make-ctx.ts'
import { loadLeadType } from '../worker/operations/leads/load-lead-type.ts'
import { firstAttempt } from '../worker/operations/routing/attempts.ts'
import { planRoute } from '../worker/operations/routing/plan-route.ts'

/** A lead as far as a pick asks. */
export interface ToPick {
  leadId: string
  leadTypeId: number
  postcode: string
}

/**
 * Picks who gets each of these leads, one after the other, as a capture does before its commit: reads the queue, judges,
 * draws. Nothing is committed. Throws where nobody is found.
 */
export async function pickEach(env: Env, leads: readonly ToPick[]): Promise<void> {
  const ctx = makeJobCtx({ env, requestId: 'bench', waitUntil: () => {} })
  for (const { leadId, leadTypeId, postcode } of leads) {
    const leadType = (await loadLeadType(ctx, leadTypeId))!
    const { codes, outward } = placesOfLead(postcode)
    const person = {
      reached: new Map(),
      suppressed: new Set<number>(),
      referredTo: [],
      ownReferrals: [],
      personKeys: [],
    }
    const lead = {
      introducerId: null,
      places: codes,
      outward,
      fields: leadType.fields,
      values: {},
      consented: false,
      costMinor: 0,
    }
    const plan = await planRoute(ctx, { ...person, ...lead, leadId, leadType, wanted: 1 }, firstAttempt(1))
    if (plan.wanted !== 1) throw new Error(`Nobody was found for a lead from ${postcode}.`)
  }
}

import * as v from 'valibot'
import { offerReferral } from '../../operations/offers/offer-referral.ts'
import type { Job } from '../job.ts'

const data = v.object({ leadId: v.string(), partnerId: v.number() })

/** Offers one referral to a partner that must accept it first, and ends the offer when its time is over (D6). */
export const offerReferralJob: Job = {
  kind: 'offer-referral',
  // With the search for the next partner that a lapse starts.
  statements: 32,
  run: (ctx, job) => offerReferral(ctx, { ...v.parse(data, job.data), job }),
}

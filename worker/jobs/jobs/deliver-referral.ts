import * as v from 'valibot'
import { deliverReferral } from '../../operations/referrals/deliver-referral.ts'
import type { Job } from '../job.ts'

/** `mailId` is set for a redelivery that a person asked for. */
const data = v.object({ leadId: v.string(), partnerId: v.number(), mailId: v.optional(v.string()) })

/** Hands one referral over, and settles what came of it. */
export const deliverReferralJob: Job = {
  kind: 'deliver-referral',
  run: (ctx, job) => deliverReferral(ctx, { ...v.parse(data, job.data), job }),
}

import * as v from 'valibot'
import { deliverReferral } from '../../operations/referrals/deliver-referral.ts'
import type { Job } from '../job.ts'

const data = v.object({ leadId: v.string(), partnerId: v.number() })

/** Hands one referral over, and settles what came of it. */
export const deliverReferralJob: Job = {
  kind: 'deliver-referral',
  run: (ctx, job) => deliverReferral(ctx, { ...v.parse(data, job.data), job }),
}

import * as v from 'valibot'
import { closeBilling } from '../../operations/billing/close-billing.ts'
import type { Job } from '../job.ts'

const data = v.object({ leadId: v.string(), partnerId: v.number() })

/** Gives back what a referral still holds when its billing window is over (ENGINE 2). */
export const closeBillingJob: Job = {
  kind: 'close-billing',
  run: (ctx, job) => closeBilling(ctx, { ...v.parse(data, job.data), job }),
}

import * as v from 'valibot'
import { settleTopUp } from '../../operations/top-ups/settle-top-up.ts'
import type { Job } from '../job.ts'

const data = v.object({ topUpId: v.string(), because: v.picklist(['watch', 'return']) })

/** Asks PayPal how a payment stands, and takes its money when it is approved (D8.3). */
export const paypalSettleJob: Job = {
  kind: 'paypal-settle',
  run: (ctx, job) => settleTopUp(ctx, { ...v.parse(data, job.data), job }),
}

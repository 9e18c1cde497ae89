import * as v from 'valibot'
import { makeOrder } from '../../operations/top-ups/make-order.ts'
import type { Job } from '../job.ts'

const data = v.object({ topUpId: v.string() })

/** Makes the order of a payment at PayPal (D8.1). */
export const paypalOrderJob: Job = {
  kind: 'paypal-order',
  run: (ctx, job) => makeOrder(ctx, { ...v.parse(data, job.data), job }),
}

import * as v from 'valibot'
import { keepEvent } from '../../operations/top-ups/keep-event.ts'
import type { Job } from '../job.ts'

const data = v.object({
  topUpId: v.string(),
  text: v.string(),
  signature: v.object({
    authAlgo: v.string(),
    certUrl: v.string(),
    transmissionId: v.string(),
    transmissionSig: v.string(),
    transmissionTime: v.string(),
  }),
})

/** Asks PayPal whether an event is genuine, and keeps what it says (D8.5). */
export const paypalEventJob: Job = {
  kind: 'paypal-event',
  run: (ctx, job) => keepEvent(ctx, { ...v.parse(data, job.data), job }),
}

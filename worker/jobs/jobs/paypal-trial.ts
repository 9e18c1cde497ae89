import * as v from 'valibot'
import { runTrial } from '../../operations/top-ups/paypal-trial.ts'
import type { Job } from '../job.ts'

const data = v.object({ trial: v.string(), webhookUrl: v.string() })

/** Tries PayPal's settings (F63). */
export const paypalTrialJob: Job = {
  kind: 'paypal-trial',
  run: (ctx, job) => runTrial(ctx, { ...v.parse(data, job.data), job }),
}

import * as v from 'valibot'
import { lookAgain } from '../../operations/leads/look-again.ts'
import type { Job } from '../job.ts'

const data = v.object({ leadTypeId: v.number(), after: v.string() })

/** Looks once more at the held leads of a type (D21). */
export const lookAgainJob: Job = {
  kind: 'look-again',
  // Up to fifteen leads are routed; their deliveries are jobs of their own.
  statements: 300,
  run: (ctx, job) => lookAgain(ctx, { ...v.parse(data, job.data), job }),
}

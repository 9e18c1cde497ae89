import * as v from 'valibot'
import { lookAgain } from '../../operations/leads/look-again.ts'
import type { Job } from '../job.ts'

const data = v.object({ leadTypeId: v.number(), after: v.string() })

/** Looks once more at the held leads of a type (D21). */
export const lookAgainJob: Job = {
  kind: 'look-again',
  // Up to twenty leads are routed.
  statements: 250,
  run: (ctx, job) => lookAgain(ctx, { ...v.parse(data, job.data), job }),
}

import * as v from 'valibot'
import { runMonthEnd } from '../../operations/statements/month-end.ts'
import type { Job } from '../job.ts'

const data = v.object({ month: v.number(), until: v.number(), after: v.number() })

/** Has the statements of a month made that is over, a hundred partners at a time (C4). */
export const monthEndJob: Job = {
  kind: 'month-end',
  run: (ctx, job) => runMonthEnd(ctx, { ...v.parse(data, job.data), job }),
}

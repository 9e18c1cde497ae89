import * as v from 'valibot'
import { warnLowFunds } from '../../operations/billing/warn-low-funds.ts'
import type { Job } from '../job.ts'

const data = v.object({ partnerId: v.number(), line: v.number() })

/** Tells a partner that its balance came down to its threshold (F36). A trigger makes it: db/migrations/0010_handing_over.sql. */
export const lowFundsJob: Job = {
  kind: 'low-funds',
  run: (ctx, job) => warnLowFunds(ctx, { ...v.parse(data, job.data), job }),
}

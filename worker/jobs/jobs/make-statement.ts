import * as v from 'valibot'
import { runStatement } from '../../operations/statements/run-statement.ts'
import type { Job } from '../job.ts'

const data = v.object({ partnerId: v.number(), month: v.number() })

/** Makes and signs one partner's statement of a month that is over (C4). */
export const makeStatementJob: Job = {
  kind: 'make-statement',
  run: (ctx, job) => runStatement(ctx, { ...v.parse(data, job.data), job }),
}

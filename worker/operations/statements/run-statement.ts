import { type JobRow, leaseMs } from '../../../db/store/jobs.ts'
import { findStatement } from '../../../db/store/statements.ts'
import type { Ctx } from '../../context.ts'
import { dropJob } from '../drop-job.ts'
import { makeStatement } from './make-statement.ts'
import { statementNotices } from './statement-notice.ts'

/** The job that makes one partner's statement of a month. */
export const statementJob = (now: number, { partnerId, month }: { partnerId: number; month: number }): JobRow => ({
  due: now + leaseMs,
  id: `statement:${partnerId}:${month}`,
  kind: 'make-statement',
  data: { partnerId, month },
  attempts: 0,
  party: null,
})

/** Makes it and tells its partner, unless somebody asked for it before. */
export async function runStatement(
  ctx: Ctx,
  { partnerId, month, job }: { partnerId: number; month: number; job: JobRow },
): Promise<void> {
  if ((await findStatement(ctx.db, { party: partnerId, month })) !== null) return dropJob(ctx, job)
  const tells = await statementNotices(ctx, { partnerId, month })
  await makeStatement(ctx, { partnerId, month, job, tells })
}

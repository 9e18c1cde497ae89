import { commit } from '../../../db/commit.ts'
import { deleteJob, type JobRow, mustHoldLease } from '../../../db/store/jobs.ts'
import type { Ctx } from '../../context.ts'

/** Ends a job that has nothing (more) to do. */
export async function dropJob(ctx: Ctx, job: JobRow): Promise<void> {
  await commit(ctx, { history: [], write: [mustHoldLease(ctx.db, job), deleteJob(ctx.db, job)] })
}

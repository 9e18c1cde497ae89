import { commit } from '../../db/commit.ts'
import { deleteJob, type JobRow } from '../../db/store/jobs.ts'
import type { Ctx } from '../context.ts'

/** Ends a job that has nothing (more) to do. One that somebody else leases by now has another `due`, and stays. */
export async function dropJob(ctx: Ctx, job: JobRow): Promise<void> {
  await commit(ctx, { history: [], write: [deleteJob(ctx.db, job)] })
}

import type { JobRow } from '../db/store/jobs.ts'
import type { Env } from '../worker/env.ts'
import { runJob } from '../worker/jobs/run-job.ts'
import { makeJobCtx } from '../worker/make-ctx.ts'

/** Runs these jobs as the sweep does, one after the other, so that nothing of one is hidden behind another. */
export async function deliverEach(env: Env, jobs: readonly JobRow[]): Promise<void> {
  for (const job of jobs) await runJob(makeJobCtx({ env, requestId: 'bench', waitUntil: () => {} }), job)
}

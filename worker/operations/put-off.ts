import { dayMs } from '../../contract/time.ts'
import { commit } from '../../db/commit.ts'
import { type JobRow, mustHoldLease, postponeJob } from '../../db/store/jobs.ts'
import type { Ctx } from '../context.ts'
import { nextTry } from '../domain/delivery/backoff.ts'
import { jitter } from './jitter.ts'

/**
 * Puts a job off whose run has thrown, under its lease: to its next try at the times of ENGINE 5, and by a day each time
 * once they are used up (`isDead`). It is never lost, and never costs a try a minute for ever. Writes nothing when
 * somebody else holds the job by now.
 */
export async function putOff(ctx: Ctx, job: JobRow): Promise<{ isDead: boolean }> {
  const again = nextTry({ attempt: job.attempts, now: ctx.now, jitter: jitter(ctx), retryAfterMs: null })
  const committed = await commit(ctx, {
    history: [],
    write: [
      mustHoldLease(ctx.db, job),
      postponeJob(ctx.db, job, { due: again ?? ctx.now + dayMs, attempts: job.attempts }),
    ],
  })
  return { isDead: committed.done && again === null }
}

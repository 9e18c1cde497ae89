import { commit } from '../../db/commit.ts'
import { deleteJob, type JobRow, mustHoldLease, postponeJob } from '../../db/store/jobs.ts'
import type { Ctx } from '../context.ts'
import { nextTry } from '../domain/delivery/backoff.ts'
import type { CallResult } from '../outside/call-result.ts'
import { jitter } from './jitter.ts'

/**
 * What follows from a message that decides nothing (a notice, a copy): gone when the mail server took it or refused it
 * for good, otherwise tried again at the times of ENGINE 5 until they are used up.
 */
export async function settleMail(ctx: Ctx, job: JobRow, result: CallResult): Promise<void> {
  const passing = result.kind !== 'answer' || (result.status >= 400 && result.status < 500)
  const again = passing
    ? nextTry({ attempt: job.attempts, now: ctx.now, jitter: jitter(ctx), retryAfterMs: null })
    : null
  if (again === null && (passing || (result.kind === 'answer' && result.status >= 500)))
    console.error(
      JSON.stringify({
        event: 'mail.given-up',
        job: job.id,
        because: result.kind === 'answer' ? result.status : result.because,
      }),
    )
  await commit(ctx, {
    history: [],
    write: [
      mustHoldLease(ctx.db, job),
      again === null ? deleteJob(ctx.db, job) : postponeJob(ctx.db, job, { due: again, attempts: job.attempts }),
    ],
  })
}

import { dayMs } from '../../../contract/time.ts'
import { commit } from '../../../db/commit.ts'
import { type JobRow, mustHoldLease, postponeJob } from '../../../db/store/jobs.ts'
import type { Ctx } from '../../context.ts'
import { readRetryAfter } from '../../delivery/retry-after.ts'
import { nextTry } from '../../domain/delivery/backoff.ts'
import { jitter } from '../jitter.ts'

/**
 * PayPal gave no clear answer: it is asked again at the times of ENGINE 5, and once a day when they are used up. Money may
 * hang on it, so that it is never given up.
 */
export async function postponeUnclear(
  ctx: Ctx,
  job: JobRow,
  { because, retryAfter }: { because: string; retryAfter?: string | undefined },
): Promise<void> {
  const retryAfterMs = readRetryAfter(retryAfter, ctx.now)
  const again = nextTry({ attempt: job.attempts, now: ctx.now, jitter: jitter(ctx), retryAfterMs })
  if (again === null) console.error(JSON.stringify({ event: 'paypal.unclear', job: job.id, because }))
  await commit(ctx, {
    history: [],
    write: [
      mustHoldLease(ctx.db, job),
      postponeJob(ctx.db, job, { due: again ?? ctx.now + dayMs, attempts: job.attempts }),
    ],
  })
}

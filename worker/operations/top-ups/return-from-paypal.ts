import { secondMs } from '../../../contract/time.ts'
import { commit } from '../../../db/commit.ts'
import { insertJob } from '../../../db/store/jobs.ts'
import { findTopUp, lastReturn, updateTopUp } from '../../../db/store/top-ups.ts'
import type { Ctx } from '../../context.ts'
import { settleJob } from './settle-job.ts'

/** A page that is read again and again asks PayPal no more often than this. */
const pauseMs = 20 * secondMs

/**
 * The payer is back from PayPal. That says nothing about the money; it is the moment to ask (D8). The job that asks, and
 * takes the money of an approved order, starts at once. A page that is read again asks nothing more for a while.
 */
export async function returnFromPayPal(
  ctx: Ctx,
  { topUpId, orderId }: { topUpId: string; orderId: string | null },
): Promise<void> {
  const row = await findTopUp(ctx.db, topUpId)
  if (row?.state !== 'open' || row.orderId !== orderId) return
  if (ctx.now < (await lastReturn(ctx.db, topUpId)) + pauseMs) return
  const version = row.version + 1
  const job = settleJob(ctx.now, topUpId, 'return')
  const committed = await commit(ctx, {
    history: [{ id: topUpId, version, event: 'top-up.returned' }],
    write: [updateTopUp(ctx.db, topUpId, { version }), insertJob(ctx.db, job)],
  })
  // Refused: somebody else moved the payment in the same moment, which is what this is for.
  if (committed.done) ctx.startJob(job)
}

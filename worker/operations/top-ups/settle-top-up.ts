import type { JobRow } from '../../../db/store/jobs.ts'
import { findTopUp } from '../../../db/store/top-ups.ts'
import type { Ctx } from '../../context.ts'
import { dropJob } from '../drop-job.ts'
import { keepFacts } from './keep-facts.ts'
import { lookAtOrder } from './look-at-order.ts'
import { postponeUnclear } from './postpone-unclear.ts'

/**
 * Asks PayPal how a payment stands (D8.3), takes the money of an order that is approved, and keeps what comes of it.
 * Nothing that a browser says is believed; it only brings this forward.
 */
export async function settleTopUp(
  ctx: Ctx,
  { topUpId, because, job }: { topUpId: string; because: 'watch' | 'return'; job: JobRow },
): Promise<void> {
  const row = await findTopUp(ctx.db, topUpId)
  if (row === null) return dropJob(ctx, job)
  const looked = await lookAtOrder(ctx, row)
  if (looked.kind === 'unclear') return postponeUnclear(ctx, job, looked)
  await keepFacts(ctx, { topUpId, ...looked, job, goesOn: because === 'watch' })
}

import { hourMs } from '../../../contract/time.ts'
import { insertJob, type JobRow, leaseMs } from '../../../db/store/jobs.ts'
import { findByCapture, findByOrder, findTopUp, type TopUpRow } from '../../../db/store/top-ups.ts'
import type { Ctx } from '../../context.ts'
import { paypalOf } from '../../outside/paypal-settings.ts'
import type { EventSignature } from '../../outside/paypal-webhooks.ts'
import { Problem } from '../../problem.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { throttle } from '../throttle.ts'
import { type PayPalEvent, readEvent } from './read-event.ts'

/**
 * PayPal sends a handful of events about a payment; more than this comes from somebody else. Counted for each caller:
 * whoever knows the id of its own payment must not keep PayPal from telling that it took the money back.
 */
const limit = { what: 'paypal-event', most: 60, perMs: hourMs }

/**
 * Takes in an event of PayPal's (D8.5): it is kept, word for word, with a job that asks PayPal whether it is genuine and
 * only then believes it. What is nothing to us, or about somebody else's payment, is done with at once. An event about a
 * capture that we cannot place yet is refused, so that PayPal sends it again.
 *
 * Problems: NOT_FOUND where PayPal is not configured, or the payment is not (yet) known; RATE_LIMITED.
 */
export async function receiveEvent(
  ctx: Ctx,
  { text, signature, caller = null }: { text: string; signature: EventSignature; caller?: string | null },
): Promise<void> {
  if (paypalOf(ctx.env) === null) throw new Problem('NOT_FOUND')
  const event = readEvent(text)
  if (event === null) return
  const topUp = await findConcerned(ctx, event)
  if (topUp === null && event.customId !== null && !event.customId.startsWith('top_')) return
  if (topUp === null) throw new Problem('NOT_FOUND', { detail: 'This is about no payment that is known here.' })

  const job: JobRow = {
    due: ctx.now + leaseMs,
    id: `paypal-event:${ctx.newId()}`,
    kind: 'paypal-event',
    data: { topUpId: topUp.id, text, signature },
    attempts: 1,
    party: null,
  }
  await commitOrThrow(ctx, {
    history: [],
    write: [...(await throttle(ctx, limit, `${topUp.id} ${caller}`)), insertJob(ctx.db, job)],
  })
  ctx.startJob(job)
}

/**
 * The payment that an event says it is about. A refund may carry a reference that whoever made it gave it: then its
 * capture tells. Whoever does not know one of our ids, costs us no call.
 */
async function findConcerned(ctx: Ctx, { customId, captureId, orderId, facts }: PayPalEvent): Promise<TopUpRow | null> {
  const named = customId === null ? null : await findTopUp(ctx.db, customId)
  if (named !== null || (customId !== null && facts.takenBack.length === 0)) return named
  const byCapture = captureId === null ? null : await findByCapture(ctx.db, captureId)
  return byCapture ?? (orderId === null ? null : findByOrder(ctx.db, orderId))
}

import type { JobRow } from '../../../db/store/jobs.ts'
import { findTopUp, type TopUpRow } from '../../../db/store/top-ups.ts'
import type { Ctx } from '../../context.ts'
import { type EventSignature, verifyEvent } from '../../outside/paypal-webhooks.ts'
import { dropJob } from '../drop-job.ts'
import { keepFacts } from './keep-facts.ts'
import { type Looked, lookAtOrder } from './look-at-order.ts'
import { postponeUnclear } from './postpone-unclear.ts'
import { type PayPalEvent, readEvent } from './read-event.ts'
import { paypalForJob } from './require-paypal.ts'

interface KeepEvent {
  topUpId: string
  /** The event, word for word. */
  text: string
  signature: EventSignature
  job: JobRow
}

/**
 * Asks PayPal whether an event is genuine (D8.5), and keeps what it says. Where it does not bring the money itself and
 * the payment is not credited, the order is looked at too: a refund may overtake the payment that it belongs to.
 */
export async function keepEvent(ctx: Ctx, { topUpId, text, signature, job }: KeepEvent): Promise<void> {
  const event = readEvent(text)
  const row = await findTopUp(ctx.db, topUpId)
  if (event === null || row === null) return dropJob(ctx, job)
  const verified = await verifyEvent(ctx, paypalForJob(ctx), { signature, event: text })
  if (verified.kind === 'unclear') return postponeUnclear(ctx, job, verified)
  if (verified.kind === 'forged') {
    console.error(JSON.stringify({ event: 'paypal.forged', topUp: topUpId, type: event.type }))
    return dropJob(ctx, job)
  }
  const looked = needsLook(row, event) ? await lookAtOrder(ctx, row) : nothing
  if (looked.kind === 'unclear') return postponeUnclear(ctx, job, looked)
  const { captures, takenBack } = looked.facts
  await keepFacts(ctx, {
    topUpId,
    ...looked,
    facts: {
      captures: [...event.facts.captures, ...captures],
      takenBack: [...event.facts.takenBack, ...takenBack],
    },
    job,
    goesOn: false,
  })
}

const nothing: Looked = { kind: 'facts', facts: { captures: [], takenBack: [] } }

const needsLook = ({ state }: TopUpRow, { facts }: PayPalEvent): boolean =>
  state !== 'paid' && !facts.captures.some(({ status }) => status === 'COMPLETED')

import type { TopUpRow } from '../../../db/store/top-ups.ts'
import type { Ctx } from '../../context.ts'
import type { Facts } from '../../domain/top-ups/facts.ts'
import { fromPayPalAmount } from '../../domain/top-ups/paypal-amount.ts'
import { captureOrder, type Order, readOrder } from '../../outside/paypal-orders.ts'
import { paypalForJob } from './require-paypal.ts'

/** What PayPal said when it was asked, or that it said nothing clear. */
export type Looked =
  | { kind: 'facts'; facts: Facts; gone?: boolean; declined?: string }
  | { kind: 'unclear'; because: string; retryAfter?: string | undefined }

/**
 * Asks PayPal about the order of a payment, and takes its money when it is approved and is ours in amount, currency and
 * reference. For jobs only: it calls out.
 */
export async function lookAtOrder(ctx: Ctx, row: TopUpRow): Promise<Looked> {
  const { orderId } = row
  if (orderId === null) return nothing
  const paypal = paypalForJob(ctx)
  const seen = await readOrder(ctx, paypal, orderId)
  if (seen.kind === 'unclear') return seen
  if (seen.kind === 'refused') return seen.status === 404 ? gone : { kind: 'unclear', because: seen.because }
  if (seen.order.status === 'VOIDED') return gone
  if (seen.order.status !== 'APPROVED' || !isOurs(seen.order, row)) return { kind: 'facts', facts: factsOf(seen.order) }

  const taken = await captureOrder(ctx, paypal, { orderId, requestId: captureRequest(row) })
  if (taken.kind === 'order') return { kind: 'facts', facts: factsOf(taken.order) }
  if (taken.kind === 'unclear') return taken
  if (taken.issue === 'ORDER_ALREADY_CAPTURED') return { kind: 'unclear', because: taken.because }
  if (taken.issue === 'ORDER_NOT_APPROVED') return nothing
  if (taken.status === 404) return gone
  return { kind: 'facts', facts: nothing.facts, declined: declinedText(taken.issue) }
}

/** The same until PayPal has said no: a payer who then chooses another card makes another request of it. */
const captureRequest = ({ id, state, version }: TopUpRow): string =>
  state === 'declined' ? `capture:${id}:${version}` : `capture:${id}`

const nothing = { kind: 'facts', facts: { captures: [], takenBack: [] } } as const

const gone = { ...nothing, gone: true } as const

const declinedText = (issue: string): string =>
  issue === 'INSTRUMENT_DECLINED'
    ? 'PayPal could not charge the card or account that was chosen.'
    : 'PayPal did not take the payment.'

/** Asked before any money is taken: what is not ours is left alone. */
const isOurs = ({ customId, amount }: Order, row: TopUpRow): boolean => {
  const money = fromPayPalAmount(amount)
  return customId === row.id && money?.amount === row.gross && money.currency === row.currency
}

/** An order as facts. A refund that has not gone through is none. */
const factsOf = ({ captures, refunds }: Order): Facts => ({
  captures: captures.map(({ id, status, customId, amount }) => ({
    id,
    status,
    customId,
    amount: fromPayPalAmount(amount),
  })),
  takenBack: refunds
    .filter(({ status }) => status === 'COMPLETED')
    .map(({ id, captureId, amount }) => ({ id, kind: 'refund', captureId, amount: fromPayPalAmount(amount) })),
})

import { formatId } from '../../../contract/id.ts'
import { formatMoney, type Money } from '../../../contract/money.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import { hourMs } from '../../../contract/time.ts'
import type { TopUp, TopUpEntry } from '../../../contract/top-up.ts'
import { insertJob, type JobRow, leaseMs } from '../../../db/store/jobs.ts'
import { findTopUp, insertTopUp, type TopUpRow } from '../../../db/store/top-ups.ts'
import type { Ctx } from '../../context.ts'
import { vatOf } from '../../domain/top-ups/vat.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { currencyProblems, expectNoProblems } from '../config/checks.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { throttle } from '../throttle.ts'
import { type Funds, loadFunds } from './load-funds.ts'
import { toTopUp } from './top-up-view.ts'

export interface StartTopUp {
  partnerId: number
  entry: TopUpEntry
  /** What is paid, VAT included (D19). */
  amount: Money
  /** Scheme and host that the payer comes back to. */
  origin: string
  /** The id that a page gave its form, so that a button pressed twice begins one payment. */
  id?: string
}

/** So many payments may a partner begin. */
const limit = { what: 'top-up', most: 20, perMs: hourMs }

/**
 * Begins a payment (D8.1): the payment and the job that makes its order at PayPal are one commit, and the job starts at
 * once. Its page (`pageUrl`) takes the payer to PayPal. Whoever may see the partner's money may call it; the caller checks.
 *
 * Problems: NOT_FOUND where PayPal is off (F63), INVALID_BODY for another currency or an amount outside the terms,
 * NOT_A_BUYER, RATE_LIMITED.
 */
export function startTopUp(ctx: Ctx, topUp: StartTopUp): Promise<TopUp> {
  return retryOnRace(() => startOnce(ctx, topUp))
}

async function startOnce(ctx: Ctx, { partnerId, entry, amount, origin, id }: StartTopUp): Promise<TopUp> {
  const funds = await loadFunds(ctx, { partnerId, entry })
  expectNoProblems(amountProblems(amount, funds))
  const earlier = id === undefined ? null : await findTopUp(ctx.db, id)
  if (earlier?.partnerId === partnerId && earlier.gross === amount.amount) return toTopUp(ctx, earlier)

  const row: TopUpRow = {
    id: id === undefined || earlier !== null ? `top_${ctx.newId()}` : id,
    version: 1,
    partnerId,
    entry,
    state: 'starting',
    gross: amount.amount,
    vat: vatOf(amount.amount, funds.vatBps),
    vatBps: funds.vatBps,
    currency: funds.broker.currency,
    takings: [],
    orderId: null,
    approveUrl: null,
    captureId: null,
    receipt: null,
    origin,
    because: null,
    createdAt: ctx.now,
    paidAt: null,
  }
  const job = orderJob(ctx.now, row.id)
  const answer = await toTopUp(ctx, row)
  const { gross, vat, vatBps, currency } = row
  await commitOrThrow(ctx, {
    history: [
      {
        id: row.id,
        version: 1,
        event: 'top-up.started',
        data: { partner: formatId('partner', partnerId), entry, gross, vat, vatBps, currency },
      },
    ],
    write: [
      ...(await throttle(ctx, limit, formatId('partner', partnerId))),
      insertTopUp(ctx.db, row),
      insertJob(ctx.db, job),
    ],
    answer,
  })
  ctx.startJob(job)
  return answer
}

const orderJob = (now: number, topUpId: string): JobRow => ({
  due: now + leaseMs,
  id: `paypal-order:${topUpId}`,
  kind: 'paypal-order',
  data: { topUpId },
  attempts: 1,
  party: null,
})

/** Why this amount cannot be paid in. */
export function amountProblems(money: Money, { terms, broker: { currency } }: Funds): FieldProblem[] {
  const wrong = currencyProblems('/amount', money, currency)
  if (wrong.length > 0) return wrong
  const { minimumMinor, maximumMinor, stepMinor } = terms
  const say = (amount: number) => formatMoney({ amount, currency })
  const problem = (code: string, message: string) => [{ pointer: '/amount/amount', code, message }]
  if (money.amount < minimumMinor) return problem('TOO_SMALL', `Pay in at least ${say(minimumMinor)}.`)
  if (money.amount > maximumMinor) return problem('TOO_LARGE', `Pay in at most ${say(maximumMinor)} at once.`)
  if (money.amount % stepMinor !== 0) return problem('NOT_WHOLE', `PayPal takes whole amounts of ${currency} only.`)
  return []
}

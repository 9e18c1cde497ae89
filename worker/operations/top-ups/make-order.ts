import { commit } from '../../../db/commit.ts'
import { deleteJob, insertJob, type JobRow, mustHoldLease } from '../../../db/store/jobs.ts'
import { findTopUp, type TopUpRow, updateTopUp } from '../../../db/store/top-ups.ts'
import type { Ctx } from '../../context.ts'
import { nextLook } from '../../domain/top-ups/next-look.ts'
import { toPayPalAmount } from '../../domain/top-ups/paypal-amount.ts'
import { createOrder } from '../../outside/paypal-orders.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { dropJob } from '../drop-job.ts'
import { postponeUnclear } from './postpone-unclear.ts'
import { paypalForJob } from './require-paypal.ts'
import { settleJob } from './settle-job.ts'
import { topUpPage } from './top-up-link.ts'

/**
 * Makes the order of a payment at PayPal (D8.1) and opens the payment for its payer. A repeat carries the same
 * PayPal-Request-Id, so that there is one order. While PayPal gives no clear answer it is asked again; what it refuses is
 * a payment that has failed.
 */
export async function makeOrder(ctx: Ctx, { topUpId, job }: { topUpId: string; job: JobRow }): Promise<void> {
  const row = await findTopUp(ctx.db, topUpId)
  if (row === null || row.state !== 'starting') return dropJob(ctx, job)
  const [broker, page] = await Promise.all([loadBroker(ctx), topUpPage(ctx, topUpId)])
  const answer = await createOrder(ctx, paypalForJob(ctx), {
    topUpId,
    amount: toPayPalAmount({ amount: row.gross, currency: row.currency }),
    brandName: broker.name,
    description: `Credit with ${broker.name}`,
    returnUrl: `${row.origin}${page}/return`,
    cancelUrl: `${row.origin}${page}/cancel`,
  })
  if (answer.kind === 'unclear') return postponeUnclear(ctx, job, answer)
  if (answer.kind === 'refused') return close(ctx, row, job, { issue: answer.issue, because: answer.because })
  const { id: orderId, approveUrl } = answer.order
  if (approveUrl === null)
    return close(ctx, row, job, { issue: 'NO_APPROVAL', because: 'PayPal gave no page to approve the payment on.' })
  await open(ctx, row, job, { orderId, approveUrl })
}

/** From now on PayPal is asked what became of it, whether the payer comes back or not. */
async function open(
  ctx: Ctx,
  row: TopUpRow,
  job: JobRow,
  order: { orderId: string; approveUrl: string },
): Promise<void> {
  const version = row.version + 1
  const due = nextLook({ state: 'open', createdAt: row.createdAt }, ctx.now)
  const watch = due === null ? [] : [insertJob(ctx.db, { ...settleJob(ctx.now, row.id, 'watch'), due, attempts: 0 })]
  await commit(ctx, {
    history: [{ id: row.id, version, event: 'top-up.opened', data: { order: order.orderId } }],
    write: [
      mustHoldLease(ctx.db, job),
      updateTopUp(ctx.db, row.id, { version, state: 'open', ...order }),
      ...watch,
      deleteJob(ctx.db, job),
    ],
  })
}

async function close(
  ctx: Ctx,
  row: TopUpRow,
  job: JobRow,
  { issue, because }: { issue: string; because: string },
): Promise<void> {
  const version = row.version + 1
  await commit(ctx, {
    history: [{ id: row.id, version, event: 'top-up.failed', data: { issue, because } }],
    write: [
      mustHoldLease(ctx.db, job),
      updateTopUp(ctx.db, row.id, { version, state: 'failed', because: 'PayPal did not take the payment on.' }),
      deleteJob(ctx.db, job),
    ],
  })
}

import { dayMs } from '../../../contract/time.ts'
import { findTopUp, type TopUpRow } from '../../../db/store/top-ups.ts'
import type { Ctx } from '../../context.ts'
import { makeCtx } from '../../make-ctx.ts'
import { loadBroker } from '../../operations/broker/load-broker.ts'
import { loadPreferences } from '../../operations/preferences/load-preferences.ts'
import { receiptOf } from '../../operations/top-ups/receipt.ts'
import { isPayPalOn } from '../../operations/top-ups/require-paypal.ts'
import { returnFromPayPal } from '../../operations/top-ups/return-from-paypal.ts'
import { readTopUpToken, topUpLink } from '../../operations/top-ups/top-up-link.ts'
import type { PageRoute } from '../page-route.ts'
import { seeOther } from '../people/people-page.tsx'
import { endedPage } from './message-page.tsx'
import { receiptPage } from './receipt-page.tsx'
import { checkingPage, topUpPage } from './top-up-page.tsx'
import { until } from './until.ts'

type Page = (ctx: Ctx, about: { row: TopUpRow; path: string; url: URL }) => Promise<Response>

/** A page of one payment. Its link is its key, and is shown to nobody else. */
const pageAt = (path: `/top-ups/{token}${string}`, draw: Page): PageRoute => ({
  method: 'GET',
  path,
  async handle({ request, params, runtime }) {
    const ctx = makeCtx(runtime, { actor: { kind: 'anybody' } })
    const topUpId = await readTopUpToken(ctx, params.token!)
    const row = topUpId === null ? null : await findTopUp(ctx.db, topUpId)
    if (row === null) return endedPage((await loadBroker(ctx)).name)
    return draw(ctx, { row, path: `/top-ups/${params.token!}`, url: new URL(request.url) })
  },
})

/**
 * GET /top-ups/{token}: what came of a payment. With `?go` it comes from the button and goes on to PayPal as soon as the
 * job has made the order; with `?back` from PayPal, and waits for the job that asks there.
 */
const showTopUp = pageAt('/top-ups/{token}', async (ctx, { row, path, url }) => {
  const isBack = url.searchParams.has('back')
  const isMoving = ({ state }: TopUpRow) => state === 'starting' || (isBack && state === 'open')
  const now = await until(
    async () => (await findTopUp(ctx.db, row.id)) ?? row,
    (read) => !isMoving(read),
  )
  const shown = await shownOf(ctx, now, path)
  if (isBack && now.state === 'open') return checkingPage(shown)
  return topUpPage(shown, { toPayPal: url.searchParams.has('go') })
})

/** GET …/return: where PayPal sends the payer back to. What it says of the money is not looked at; it is asked for. */
const comeBack = pageAt('/top-ups/{token}/return', async (ctx, { row, path, url }) => {
  await returnFromPayPal(ctx, { topUpId: row.id, orderId: url.searchParams.get('token') })
  return seeOther(`${path}?back`)
})

/** GET …/cancel: the payer turned back at PayPal. That changes nothing: it may still approve the payment. */
const cancel = pageAt('/top-ups/{token}/cancel', async (_ctx, { path }) => seeOther(path))

/** GET …/receipt: to print. */
const showReceipt = pageAt('/top-ups/{token}/receipt', async (ctx, { row, path }) =>
  row.receipt === null ? seeOther(path) : receiptPage(await receiptOf(ctx, row)),
)

async function shownOf(ctx: Ctx, row: TopUpRow, path: string) {
  const [broker, { settings }] = await Promise.all([loadBroker(ctx), loadPreferences(ctx)])
  const mayAgain =
    ctx.now < row.createdAt + dayMs && isPayPalOn(ctx, { settings, currency: broker.currency, entry: row.entry })
  const again = mayAgain ? (await topUpLink(ctx, row)).path : null
  return { row, broker: broker.name, path, again }
}

export const topUpPages: readonly PageRoute[] = [showTopUp, comeBack, cancel, showReceipt]

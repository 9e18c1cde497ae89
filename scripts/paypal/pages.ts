import { readFileSync } from 'node:fs'
import type { Order, Outcome } from './books.ts'
import type { PayPalDouble } from './double.ts'

export const checkoutPath = '/checkoutnow'

const style = readFileSync(new URL('../../examples/demo/buyer.css', import.meta.url), 'utf8')

/** Where the payer approves, or turns back. Nobody may take it for PayPal's own page. */
export const approvePage = (order: Order | undefined): string =>
  order === undefined || order.status !== 'PAYER_ACTION_REQUIRED'
    ? page('Nothing to approve', '<p>There is no such payment here, or it was approved already.</p>')
    : page(
        `Pay ${amountOf(order)}?`,
        `<form method="post" class="buttons">
<input type="hidden" name="order" value="${order.id}">
${Object.entries(choices)
  .map(([name, { label }]) => `<button name="deed" value="${name}">${label}</button>`)
  .join('\n')}
</form>
<p class="said">The reference that Baton gave: <span class="reference">${escaped(order.custom_id)}</span></p>`,
      )

/** PayPal's own desk: what it may do to a payment after it was approved. */
export const deskPage = (orders: readonly Order[]): string =>
  page(
    'Payments',
    orders.length === 0
      ? '<p class="empty">Nothing yet. Open a partner’s page for adding funds: <code>npm run ask -s -- POST /v1/partners/ptn_4/funds-link</code></p>'
      : orders.toReversed().map(orderCard).join(''),
  )

/** Does what a button says, and gives where to go then; null when there is no such order or button. */
export function readDeed(double: PayPalDouble, form: URLSearchParams): string | null {
  const order = double.order(form.get('order') ?? '')
  const deed = form.get('deed') ?? ''
  if (order === undefined) return null
  if (deed === 'cancel') return `${order.cancelUrl}?token=${order.id}`
  if (Object.hasOwn(choices, deed)) {
    double.approve(order.id, choices[deed as keyof typeof choices].outcome)
    return `${order.returnUrl}?token=${order.id}&PayerID=PAYER-OF-THE-DOUBLE`
  }
  if (!desk(order).some(([name]) => name === deed)) return null
  if (deed === 'completed' || deed === 'declined') double.finish(order.id, deed)
  else double.takeBack(order.id, { as: deed as 'refund' | 'reversal' })
  return '/'
}

const choices = {
  pay: { label: 'Pay now', outcome: 'completed' },
  slow: { label: 'Pay, and PayPal checks it first', outcome: 'pending' },
  card: { label: 'Pay with a card that is declined', outcome: 'instrument-declined' },
  cancel: { label: 'Cancel', outcome: 'failed' },
} as const satisfies Record<string, { label: string; outcome: Outcome }>

/** What may still happen to a payment. */
const desk = ({ capture }: Order): [name: string, label: string][] => {
  if (capture?.status === 'PENDING')
    return [
      ['completed', 'Let it go'],
      ['declined', 'Decline it'],
    ]
  if (capture?.status !== 'COMPLETED') return []
  return [
    ['refund', 'Refund it (the broker)'],
    ['reversal', 'Reverse it (a dispute)'],
  ]
}

const orderCard = (order: Order): string => `<article>
<h2>${amountOf(order)} <small>${escaped(order.capture?.status ?? order.status)}</small></h2>
<form method="post" class="buttons">
<input type="hidden" name="order" value="${order.id}">
${desk(order)
  .map(([name, label]) => `<button name="deed" value="${name}">${label}</button>`)
  .join('\n')}
</form>
<p class="reference">${escaped(order.custom_id)}</p>
</article>`

const amountOf = ({ amount }: Order): string => `${escaped(amount.value)} ${escaped(amount.currency_code)}`

const page = (title: string, content: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<title>${title} · A double of PayPal</title>
<style>${style}</style>
</head>
<body>
<header>
<p class="double">A double of PayPal, on this machine only. No money moves.</p>
<h1>${title}</h1>
</header>
<main>
${content}
</main>
</body>
</html>
`

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

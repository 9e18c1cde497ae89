import type { Env } from '../env.ts'
import { callPayPal, type Json, type PayPalAnswer, recordOf, recordsOf, wordOf } from './paypal-call.ts'
import type { PayPal } from './paypal-settings.ts'

interface Surroundings {
  env: Pick<Env, 'ENVIRONMENT'>
  now: number
}

/** An amount as PayPal writes it: `{ currency_code: 'GBP', value: '120.00' }`. Read by worker/domain/top-ups. */
type RawAmount = unknown

/** An order at PayPal: how far it is, what it is about, and the money that moved for it. */
export interface Order {
  id: string
  status: string
  customId: string | null
  amount: RawAmount
  /** Where the payer approves it; null when it cannot be approved (any more). */
  approveUrl: string | null
  captures: OrderCapture[]
  refunds: OrderRefund[]
}

export interface OrderCapture {
  id: string
  status: string
  customId: string | null
  amount: RawAmount
}

export interface OrderRefund {
  id: string
  status: string
  captureId: string | null
  amount: RawAmount
}

type OrderAnswer = { kind: 'order'; order: Order } | Exclude<PayPalAnswer, { kind: 'answered' }>

/** What the payer is asked for, and where it comes back to. */
export interface NewOrder {
  topUpId: string
  amount: unknown
  brandName: string
  description: string
  returnUrl: string
  cancelUrl: string
}

/** Creates an order to be approved (D8.1). The same request again gives the same order. */
export const createOrder = (
  around: Surroundings,
  paypal: PayPal,
  { topUpId, amount, brandName, description, returnUrl, cancelUrl }: NewOrder,
): Promise<OrderAnswer> =>
  askOrder(around, paypal, {
    method: 'POST',
    path: '/v2/checkout/orders',
    requestId: `order:${topUpId}`,
    body: {
      intent: 'CAPTURE',
      purchase_units: [
        {
          reference_id: topUpId,
          custom_id: topUpId,
          invoice_id: topUpId,
          description: description.slice(0, 127),
          amount,
        },
      ],
      payment_source: {
        paypal: {
          experience_context: {
            brand_name: brandName.slice(0, 127),
            shipping_preference: 'NO_SHIPPING',
            user_action: 'PAY_NOW',
            return_url: returnUrl,
            cancel_url: cancelUrl,
          },
        },
      },
    },
  })

/** An order as it is now. */
export const readOrder = (around: Surroundings, paypal: PayPal, orderId: string): Promise<OrderAnswer> =>
  askOrder(around, paypal, { method: 'GET', path: `/v2/checkout/orders/${encodeURIComponent(orderId)}` })

/** Takes the money of an approved order (D8.3). The same request again takes nothing more. */
export const captureOrder = (
  around: Surroundings,
  paypal: PayPal,
  { orderId, requestId }: { orderId: string; requestId: string },
): Promise<OrderAnswer> =>
  askOrder(around, paypal, {
    method: 'POST',
    path: `/v2/checkout/orders/${encodeURIComponent(orderId)}/capture`,
    requestId,
  })

async function askOrder(
  around: Surroundings,
  paypal: PayPal,
  call: Parameters<typeof callPayPal>[2],
): Promise<OrderAnswer> {
  const answer = await callPayPal(around, paypal, call)
  if (answer.kind !== 'answered') return answer
  const order = toOrder(answer.body, paypal)
  return order === null
    ? { kind: 'unclear', because: 'PayPal answered something that is no order.', retryAfter: undefined }
    : { kind: 'order', order }
}

function toOrder(body: Json, paypal: PayPal): Order | null {
  const id = wordOf(body.id)
  const status = wordOf(body.status)
  if (id === null || status === null) return null
  const [unit = {}] = recordsOf(body.purchase_units)
  const payments = recordOf(unit.payments) ?? {}
  const customId = wordOf(unit.custom_id)
  return {
    id,
    status,
    customId,
    amount: unit.amount,
    approveUrl: approveUrlOf(body, paypal),
    captures: recordsOf(payments.captures).flatMap((capture) => toCapture(capture, customId)),
    refunds: recordsOf(payments.refunds).flatMap(toRefund),
  }
}

/** A capture says itself whose it is; where it does not, its order does. */
export function toCapture(resource: Json, customId: string | null): OrderCapture[] {
  const id = wordOf(resource.id)
  const status = wordOf(resource.status)
  if (id === null || status === null) return []
  return [{ id, status, customId: wordOf(resource.custom_id) ?? customId, amount: resource.amount }]
}

/** A refund names its capture in a link upwards. */
export function toRefund(resource: Json): OrderRefund[] {
  const id = wordOf(resource.id)
  if (id === null) return []
  return [{ id, status: wordOf(resource.status) ?? '', captureId: captureAbove(resource), amount: resource.amount }]
}

export function captureAbove({ links }: Json): string | null {
  const up = recordsOf(links).find(({ rel }) => rel === 'up')
  return typeof up?.href === 'string' ? (/\/captures\/([\w.:-]{1,127})$/.exec(up.href)?.[1] ?? null) : null
}

/** Only PayPal's own pages, or those of the double that stands for it. */
function approveUrlOf({ links }: Json, paypal: PayPal): string | null {
  const link = recordsOf(links).find(({ rel }) => rel === 'payer-action' || rel === 'approve')
  const url = typeof link?.href === 'string' ? URL.parse(link.href) : null
  if (url === null) return null
  const isPayPals = url.protocol === 'https:' && /(^|\.)paypal\.com$/.test(url.hostname)
  return isPayPals || url.origin === new URL(paypal.url).origin ? url.href : null
}

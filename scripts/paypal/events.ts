import { createHmac } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { type Books, type Capture, hundredths, type Order, type Refund } from './books.ts'
import { webhookId } from './credentials.ts'
import { captureView } from './views.ts'

/** What the double signs with, in place of PayPal's certificate. */
const secret = 'the certificate of the double'

/** The text that a signature covers: PayPal's own recipe, with the checksum of the event's very bytes. */
export const signatureOf = ({ id, time, event }: { id: string; time: string; event: string }): string =>
  createHmac('sha256', secret)
    .update(`${id}|${time}|${webhookId}|${crc32(event)}`)
    .digest('base64')

/** Notes an event that PayPal would send, with its headers. */
export function note(
  books: Books,
  type: string,
  { customId, resourceType, resource }: { customId: string; resourceType: string; resource: object },
): void {
  const time = new Date().toISOString()
  const id = crypto.randomUUID()
  const body = JSON.stringify(
    {
      id: books.nextId('WH-'),
      event_version: '1.0',
      create_time: time,
      resource_type: resourceType,
      resource_version: '2.0',
      event_type: type,
      summary: `${type} of the double`,
      resource,
      links: [],
    },
    null,
    1,
  )
  books.events.push({
    type,
    customId,
    body,
    headers: {
      'PAYPAL-AUTH-ALGO': 'SHA256withRSA',
      'PAYPAL-CERT-URL': 'https://api.paypal.com/v1/notifications/certs/CERT-DOUBLE',
      'PAYPAL-TRANSMISSION-ID': id,
      'PAYPAL-TRANSMISSION-SIG': signatureOf({ id, time, event: body }),
      'PAYPAL-TRANSMISSION-TIME': time,
      'Content-Type': 'application/json',
    },
  })
}

/** An event about a capture: completed, pending, denied. */
export const noteCapture = (books: Books, type: string, order: Order, capture: Capture): void =>
  note(books, type, {
    customId: order.custom_id,
    resourceType: 'capture',
    resource: { ...captureView(capture), supplementary_data: { related_ids: { order_id: order.id } } },
  })

/** How much, all that is left unless told; by whom; and the reference that whoever refunds gives the refund itself. */
export interface TakeBack {
  value?: string | undefined
  as?: 'refund' | 'reversal'
  customId?: string
}

/** Takes money back: a refund of the merchant's, or a reversal of PayPal's. */
export function takeBack(
  books: Books,
  { order, capture }: { order: Order; capture: Capture },
  { value, as = 'refund', customId = order.custom_id }: TakeBack,
): Refund {
  const taken = capture.refunds.reduce((sum, { amount }) => sum + hundredths(amount), 0)
  const rest = ((hundredths(capture.amount) - taken) / 100).toFixed(2)
  const refund: Refund = {
    id: books.nextId('RF'),
    status: 'COMPLETED',
    amount: { currency_code: capture.amount.currency_code, value: value ?? rest },
    custom_id: customId,
    links: [{ rel: 'up', href: `https://api.paypal.com/v2/payments/captures/${capture.id}`, method: 'GET' }],
  }
  if (as === 'refund') capture.refunds.push(refund)
  const all = taken + hundredths(refund.amount) >= hundredths(capture.amount)
  if (as === 'refund') capture.status = all ? 'REFUNDED' : 'PARTIALLY_REFUNDED'
  note(books, as === 'refund' ? 'PAYMENT.CAPTURE.REFUNDED' : 'PAYMENT.CAPTURE.REVERSED', {
    customId: order.custom_id,
    resourceType: 'refund',
    resource: refund,
  })
  return refund
}

import type { Capture, Order } from './books.ts'

/** Orders and captures as PayPal's API shows them. */

export function orderView(order: Order, origin: string): object {
  const { id, status, amount, custom_id, invoice_id, capture } = order
  const payments = capture && {
    captures: [captureView(capture)],
    ...(capture.refunds.length > 0 && { refunds: capture.refunds }),
  }
  return {
    id,
    intent: 'CAPTURE',
    status,
    purchase_units: [{ reference_id: 'default', custom_id, invoice_id, amount, ...(payments && { payments }) }],
    links: [
      { rel: 'self', href: `${origin}/v2/checkout/orders/${id}`, method: 'GET' },
      ...(status === 'PAYER_ACTION_REQUIRED' || status === 'APPROVED'
        ? [{ rel: 'payer-action', href: `${origin}/checkoutnow?token=${id}`, method: 'GET' }]
        : []),
    ],
  }
}

export const captureView = ({ refunds: _refunds, ...capture }: Capture): object => ({
  ...capture,
  ...(capture.status === 'PENDING' && { status_details: { reason: 'PENDING_REVIEW' } }),
})

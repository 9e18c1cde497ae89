import type { Facts } from '../../domain/top-ups/facts.ts'
import { fromPayPalAmount } from '../../domain/top-ups/paypal-amount.ts'
import { type Json, recordOf, recordsOf, wordOf } from '../../outside/paypal-call.ts'
import { captureAbove, toCapture, toRefund } from '../../outside/paypal-orders.ts'

/** The events that PayPal is to send (D8.5). */
export const paypalEvents = [
  'CHECKOUT.ORDER.APPROVED',
  'PAYMENT.CAPTURE.COMPLETED',
  'PAYMENT.CAPTURE.PENDING',
  'PAYMENT.CAPTURE.DENIED',
  'PAYMENT.CAPTURE.DECLINED',
  'PAYMENT.CAPTURE.REFUNDED',
  'PAYMENT.CAPTURE.REVERSED',
] as const

type EventType = (typeof paypalEvents)[number]

/** What an event says, and what it is about, as far as it says: our reference, PayPal's order, its capture. */
export interface PayPalEvent {
  type: EventType
  customId: string | null
  orderId: string | null
  captureId: string | null
  facts: Facts
}

/** An event as it came; null when it is none, or of a kind that is nothing to us. Not to be believed before it is verified. */
export function readEvent(text: string): PayPalEvent | null {
  const event = parse(text)
  const resource = recordOf(event?.resource)
  const type = paypalEvents.find((each) => each === event?.event_type)
  if (resource === null || type === undefined) return null
  const [unit = {}] = recordsOf(resource.purchase_units)
  const related = recordOf(recordOf(resource.supplementary_data)?.related_ids) ?? {}
  const isOrder = type === 'CHECKOUT.ORDER.APPROVED'
  return {
    type,
    customId: wordOf(resource.custom_id) ?? wordOf(unit.custom_id),
    orderId: isOrder ? wordOf(resource.id) : wordOf(related.order_id),
    captureId: isOrder ? null : (captureAbove(resource) ?? wordOf(resource.id)),
    facts: { captures: capturesOf(type, resource), takenBack: takenBackOf(type, resource) },
  }
}

function parse(text: string): Json | null {
  try {
    return recordOf(JSON.parse(text))
  } catch {
    return null
  }
}

function capturesOf(type: EventType, resource: Json): Facts['captures'] {
  const status = captureStatus[type]
  if (status === undefined) return []
  return toCapture({ ...resource, status: status ?? resource.status }, null).map(({ amount, ...capture }) => ({
    ...capture,
    amount: fromPayPalAmount(amount),
  }))
}

/** What the event says is what counts. A completed one goes by the capture's own status: it may be refunded by now. */
const captureStatus: Partial<Record<EventType, string | null>> = {
  'PAYMENT.CAPTURE.COMPLETED': null,
  'PAYMENT.CAPTURE.PENDING': 'PENDING',
  'PAYMENT.CAPTURE.DENIED': 'DECLINED',
  'PAYMENT.CAPTURE.DECLINED': 'DECLINED',
}

/** A reversal comes as a refund that names its capture, or as the capture itself. */
function takenBackOf(type: EventType, resource: Json): Facts['takenBack'] {
  if (type !== 'PAYMENT.CAPTURE.REFUNDED' && type !== 'PAYMENT.CAPTURE.REVERSED') return []
  const isReversal = type === 'PAYMENT.CAPTURE.REVERSED'
  return toRefund(resource).flatMap(({ id, status, captureId, amount }) => {
    if (!isReversal && (captureId === null || status !== 'COMPLETED')) return []
    return [
      {
        id: captureId === null ? `${id}:reversal` : id,
        kind: isReversal ? 'reversal' : 'refund',
        captureId: captureId ?? id,
        amount: fromPayPalAmount(amount),
      },
    ]
  })
}

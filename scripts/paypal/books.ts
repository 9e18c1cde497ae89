/** What the double of PayPal remembers: orders, the money that moved for them, and what it would tell the webhook. */

export type Outcome = 'completed' | 'pending' | 'declined' | 'failed' | 'instrument-declined'

export interface Amount {
  currency_code: string
  value: string
}

export interface Refund {
  id: string
  status: 'COMPLETED' | 'PENDING' | 'CANCELLED'
  amount: Amount
  custom_id: string
  links: Link[]
}

export interface Capture {
  id: string
  status: string
  amount: Amount
  custom_id: string
  invoice_id: string
  final_capture: true
  refunds: Refund[]
}

export interface Order {
  id: string
  status: 'PAYER_ACTION_REQUIRED' | 'APPROVED' | 'COMPLETED' | 'VOIDED'
  amount: Amount
  custom_id: string
  invoice_id: string
  returnUrl: string
  cancelUrl: string
  /** What becomes of the money when it is captured. */
  outcome: Outcome
  capture: Capture | null
}

export interface Link {
  rel: string
  href: string
  method: string
}

export interface Books {
  orders: Map<string, Order>
  /** Answers by PayPal-Request-Id: the same request gets the same answer. */
  answers: Map<string, { status: number; body: unknown }>
  /** Events in the order in which they happened, as they would be sent. */
  events: SentEvent[]
  nextId(prefix: string): string
}

export interface SentEvent {
  headers: Record<string, string>
  body: string
  customId: string
  type: string
}

export function newBooks(): Books {
  let n = 0
  const start = Date.now().toString(36).toUpperCase()
  return {
    orders: new Map(),
    answers: new Map(),
    events: [],
    nextId: (prefix) => {
      n += 1
      return `${prefix}${start}${String(n).padStart(5, '0')}`
    },
  }
}

export const captureOf = (books: Books, captureId: string): { order: Order; capture: Capture } | null => {
  for (const order of books.orders.values())
    if (order.capture?.id === captureId) return { order, capture: order.capture }
  return null
}

/** In hundredths, for currencies that have two decimals or none. */
export const hundredths = ({ value }: Amount): number => Math.round(Number(value) * 100)

import { type Books, type Capture, captureOf, newBooks, type Order, type Outcome, type SentEvent } from './books.ts'
import { clientId, clientSecret, webhookId } from './credentials.ts'
import { note, noteCapture, signatureOf, type TakeBack, takeBack } from './events.ts'
import { captureView, orderView } from './views.ts'

const token = 'A21-token-of-the-double'

export interface DoubleRequest {
  method: string
  /** Below the double's own address. */
  path: string
  query: URLSearchParams
  headers: Record<string, string | undefined>
  body: string
}

export interface DoubleAnswer {
  status: number
  body: unknown
}

/** A double of PayPal's API (D8): as much of it as a payment needs, without the money. */
export interface PayPalDouble {
  /** Answers as PayPal's API does; null for an address that it does not have. */
  answer(request: DoubleRequest): DoubleAnswer | null
  order(id: string): Order | undefined
  /** The payer approves, and what is to become of the money when it is captured. */
  approve(orderId: string, outcome: Outcome): void
  /** PayPal lets a pending payment go, or declines it. */
  finish(orderId: string, outcome: 'completed' | 'declined'): void
  /** The merchant refunds, or PayPal reverses. */
  takeBack(orderId: string, how: TakeBack): string
  void(orderId: string): void
  /** Every event about one of our references, as it would be sent. */
  events(customId: string): SentEvent[]
  /** Every event there is, in the order in which they happened. */
  allEvents(): readonly SentEvent[]
  /** Every order, the first one first. */
  orders(): readonly Order[]
}

/** `origin` is where the double answers; `webhookUrl` where its webhook is said to send events. */
export function paypalDouble({ origin, webhookUrl }: { origin: string; webhookUrl: string }): PayPalDouble {
  const books = newBooks()
  const around = { books, origin, webhookUrl }
  const need = (id: string): Order => books.orders.get(id) ?? fail(`There is no order ${id}.`)
  return {
    answer: (request) => answer(around, request),
    order: (id) => books.orders.get(id),
    approve(id, outcome) {
      const order = need(id)
      if (order.status === 'PAYER_ACTION_REQUIRED') order.status = 'APPROVED'
      order.outcome = outcome
      note(books, 'CHECKOUT.ORDER.APPROVED', {
        customId: order.custom_id,
        resourceType: 'checkout-order',
        resource: orderView(order, origin),
      })
    },
    finish(id, outcome) {
      const order = need(id)
      const capture = order.capture ?? fail(`Order ${id} is not captured.`)
      capture.status = outcome === 'completed' ? 'COMPLETED' : 'DECLINED'
      noteCapture(
        books,
        outcome === 'completed' ? 'PAYMENT.CAPTURE.COMPLETED' : 'PAYMENT.CAPTURE.DENIED',
        order,
        capture,
      )
    },
    takeBack(id, how) {
      const order = need(id)
      return takeBack(books, { order, capture: order.capture ?? fail(`Order ${id} is not captured.`) }, how).id
    },
    void(id) {
      need(id).status = 'VOIDED'
    },
    events: (customId) => books.events.filter((event) => event.customId === customId),
    allEvents: () => books.events,
    orders: () => [...books.orders.values()],
  }
}

interface Around {
  books: Books
  origin: string
  webhookUrl: string
}

type Handler = (around: Around, request: DoubleRequest, ids: string[]) => DoubleAnswer

function answer(around: Around, request: DoubleRequest): DoubleAnswer | null {
  for (const [method, pattern, handle] of handlers) {
    const match = pattern.exec(request.path)
    if (match === null || method !== request.method) continue
    if (pattern !== tokenPath && request.headers.authorization !== `Bearer ${token}`)
      return { status: 401, body: { error: 'invalid_token', error_description: 'Token signature verification failed' } }
    const requestId = request.method === 'POST' ? request.headers['paypal-request-id'] : undefined
    const earlier = requestId === undefined ? undefined : around.books.answers.get(requestId)
    if (earlier !== undefined) return earlier
    const given = handle(around, request, match.slice(1))
    if (requestId !== undefined && given.status < 300) around.books.answers.set(requestId, given)
    return given
  }
  return null
}

const giveToken: Handler = (_around, { headers }) =>
  headers.authorization === `Basic ${btoa(`${clientId}:${clientSecret}`)}`
    ? { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: 32_400 } }
    : { status: 401, body: { error: 'invalid_client', error_description: 'Client Authentication failed' } }

const createOrder: Handler = ({ books, origin }, { body }) => {
  const wanted = JSON.parse(body)
  const [unit] = wanted.purchase_units ?? []
  const context = wanted.payment_source?.paypal?.experience_context ?? {}
  const wrong =
    wanted.intent !== 'CAPTURE'
      ? 'MISSING_REQUIRED_PARAMETER'
      : amountIssue(unit?.amount, { customId: unit?.custom_id })
  if (wrong !== null) return problem(422, wrong)
  const id = books.nextId('OR')
  books.orders.set(id, {
    id,
    status: 'PAYER_ACTION_REQUIRED',
    amount: unit.amount,
    custom_id: unit.custom_id,
    invoice_id: unit.invoice_id,
    returnUrl: context.return_url,
    cancelUrl: context.cancel_url,
    outcome: 'completed',
    capture: null,
  })
  return { status: 201, body: orderView(books.orders.get(id)!, origin) }
}

function amountIssue(
  amount: { currency_code?: string; value?: string } | undefined,
  { customId }: { customId?: string },
) {
  const { currency_code: currency = '', value = '' } = amount ?? {}
  if (!/^[A-Z]{3}$/.test(currency)) return 'INVALID_CURRENCY_CODE'
  const whole = ['JPY', 'HUF', 'TWD'].includes(currency)
  if (!(whole ? /^\d+$/ : /^\d+\.\d\d$/).test(value)) return 'DECIMAL_PRECISION'
  if (Number(value) <= 0) return 'CANNOT_BE_ZERO_OR_NEGATIVE'
  return customId !== undefined && customId.length > 127 ? 'INVALID_STRING_MAX_LENGTH' : null
}

const readOrder: Handler = ({ books, origin }, _request, [id = '']) => {
  const order = books.orders.get(id)
  return order === undefined ? problem(404, 'INVALID_RESOURCE_ID') : { status: 200, body: orderView(order, origin) }
}

const captureOrder: Handler = ({ books, origin }, _request, [id = '']) => {
  const order = books.orders.get(id)
  if (order === undefined) return problem(404, 'INVALID_RESOURCE_ID')
  if (order.status === 'COMPLETED') return problem(422, 'ORDER_ALREADY_CAPTURED')
  if (order.status !== 'APPROVED') return problem(422, 'ORDER_NOT_APPROVED')
  if (order.outcome === 'instrument-declined') return problem(422, 'INSTRUMENT_DECLINED')
  const capture: Capture = {
    id: books.nextId('CP'),
    status: order.outcome.toUpperCase(),
    amount: order.amount,
    custom_id: order.custom_id,
    invoice_id: order.invoice_id,
    final_capture: true,
    refunds: [],
  }
  order.status = 'COMPLETED'
  order.capture = capture
  const event = captureEvents[capture.status]
  if (event !== undefined) noteCapture(books, event, order, capture)
  return { status: 201, body: orderView(order, origin) }
}

const captureEvents: Record<string, string> = {
  COMPLETED: 'PAYMENT.CAPTURE.COMPLETED',
  PENDING: 'PAYMENT.CAPTURE.PENDING',
  DECLINED: 'PAYMENT.CAPTURE.DECLINED',
}

const readCapture: Handler = ({ books }, _request, [id = '']) => {
  const found = captureOf(books, id)
  return found === null ? problem(404, 'INVALID_RESOURCE_ID') : { status: 200, body: captureView(found.capture) }
}

const refundCapture: Handler = ({ books }, { body }, [id = '']) => {
  const found = captureOf(books, id)
  if (found === null) return problem(404, 'INVALID_RESOURCE_ID')
  const value = body === '' ? undefined : JSON.parse(body).amount?.value
  return { status: 201, body: takeBack(books, found, { value }) }
}

const readWebhook: Handler = ({ webhookUrl }, _request, [id = '']) =>
  id === webhookId
    ? { status: 200, body: { id, url: webhookUrl, event_types: [{ name: '*' }] } }
    : problem(404, 'INVALID_RESOURCE_ID')

/** By the bytes of the event as it came, like PayPal: an event that was written anew does not verify. */
const verify: Handler = (_around, { body }) => {
  const sent = JSON.parse(body)
  const event = /"webhook_event":([\s\S]*)\}$/.exec(body)?.[1] ?? ''
  const signature = signatureOf({ id: sent.transmission_id, time: sent.transmission_time, event })
  const isGenuine =
    sent.webhook_id === webhookId &&
    sent.auth_algo === 'SHA256withRSA' &&
    /^https:\/\/api\.paypal\.com\//.test(sent.cert_url) &&
    sent.transmission_sig === signature
  return { status: 200, body: { verification_status: isGenuine ? 'SUCCESS' : 'FAILURE' } }
}

const tokenPath = /^\/v1\/oauth2\/token$/

const handlers: readonly [method: string, path: RegExp, handle: Handler][] = [
  ['POST', tokenPath, giveToken],
  ['POST', /^\/v2\/checkout\/orders$/, createOrder],
  ['GET', /^\/v2\/checkout\/orders\/([^/]+)$/, readOrder],
  ['POST', /^\/v2\/checkout\/orders\/([^/]+)\/capture$/, captureOrder],
  ['GET', /^\/v2\/payments\/captures\/([^/]+)$/, readCapture],
  ['POST', /^\/v2\/payments\/captures\/([^/]+)\/refund$/, refundCapture],
  ['POST', /^\/v1\/notifications\/verify-webhook-signature$/, verify],
  ['GET', /^\/v1\/notifications\/webhooks\/([^/]+)$/, readWebhook],
]

const problem = (status: number, issue: string): DoubleAnswer => ({
  status,
  body: { name: status === 404 ? 'RESOURCE_NOT_FOUND' : 'UNPROCESSABLE_ENTITY', details: [{ issue }] },
})

function fail(message: string): never {
  throw new Error(message)
}

import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** One message of the broker's webhook, as its receiver got it. */
export interface Message {
  id: string
  at: string
  type: string
  data: unknown
}

const toleranceMs = 5 * 60 * 1000

/**
 * Receives a message as Standard Webhooks 1.0 wants it: signed by one of ours within five minutes, or it is not from our
 * broker. One that is known already is answered as before and kept once.
 */
export function receiveMessage({
  headers,
  body,
  secret,
  known,
  now = Date.now(),
}: {
  headers: IncomingHttpHeaders
  body: string
  /** `whsec_…`; null while the demo is being made. */
  secret: string | null
  known: readonly Message[]
  now?: number
}): { status: number; message: Message | null } {
  const id = String(headers['webhook-id'] ?? '')
  const time = String(headers['webhook-timestamp'] ?? '')
  const signatures = String(headers['webhook-signature'] ?? '').split(' ')
  const isFresh = Math.abs(now - Number(time) * 1000) < toleranceMs
  if (secret === null || !isFresh || !signatures.some((each) => isSame(each, sign(secret, `${id}.${time}.${body}`))))
    return { status: 401, message: null }
  const { type, timestamp, data } = JSON.parse(body) as { type: string; timestamp: string; data: unknown }
  return { status: 204, message: known.some((each) => each.id === id) ? null : { id, at: timestamp, type, data } }
}

const sign = (secret: string, text: string): string =>
  `v1,${createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
    .update(text)
    .digest('base64')}`

const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

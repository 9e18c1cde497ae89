import type { CallResult } from '../outside/call-result.ts'
import type { Verdict } from './verdict.ts'

/**
 * What one try at handing a lead over came to. `request`, `answer` and `reason` name the person: they belong in
 * history's `raw`, which is purged after 30 days. Everything else may be kept for good.
 */
export interface Attempt extends Verdict {
  /** null: nothing was tried. */
  via: 'internet' | 'email' | null
  /** What the answer's Retry-After asks for. */
  retryAfterMs: number | null
  /** False when certainly nothing of the lead has left. */
  reached: boolean
  /** True when the partner's server took the lead and e-mail is to get a copy (F32): see sendCopy. */
  copyByEmail: boolean
  /** As it was sent, without the partner's secrets. */
  request: SentRequest | SentMessage | null
  answer: KeptAnswer | null
  tookMs: number
}

export interface SentRequest {
  method: 'POST'
  url: string
  headers: Record<string, string>
  body: string
}

export interface SentMessage {
  to: string[]
  subject: string
  body: string
}

/** As it came, at most 64 KB, without the partner's secrets. */
export interface KeptAnswer {
  status: number
  headers: Record<string, string>
  body: string
  truncated: boolean
}

/** An attempt that ended before anything could leave; trying again would not help. */
export const nothingSent = (because: string): Attempt => ({
  outcome: 'error_final',
  because,
  reason: null,
  remoteId: null,
  price: null,
  disable: false,
  via: null,
  retryAfterMs: null,
  reached: false,
  copyByEmail: false,
  request: null,
  answer: null,
  tookMs: 0,
})

/** The headers that help to understand an answer; a query in one of them may carry a secret. */
const keptHeaders = ['content-type', 'date', 'location', 'retry-after', 'server', 'x-request-id', 'cf-ray']

/** An answer as it is kept; `conceal` takes the secrets out of its body. */
export function keptAnswer(result: CallResult, conceal = (text: string) => text): KeptAnswer | null {
  if (result.kind !== 'answer') return null
  const { status, headers, body, truncated } = result
  const kept = Object.entries(headers).filter(([name]) => keptHeaders.includes(name))
  return {
    status,
    headers: Object.fromEntries(kept.map(([name, value]) => [name, value.replace(/\?.*/s, '?•••')])),
    body: conceal(body),
    truncated,
  }
}

import type { Env } from '../env.ts'
import type { Answer, CallResult } from './call-result.ts'
import { callOut } from './http.ts'
import type { PayPal } from './paypal-settings.ts'
import { forgetToken, paypalToken } from './paypal-token.ts'

export type Json = Record<string, unknown>

/**
 * What came of asking PayPal. `refused`: it will say the same again; `issue` is its own word (INSTRUMENT_DECLINED).
 * `unclear`: nobody knows, ask again under the same request id. `because` is our own sentence and names no secret.
 */
export type PayPalAnswer =
  | { kind: 'answered'; body: Json }
  | { kind: 'refused'; status: number; issue: string; because: string }
  | { kind: 'unclear'; because: string; retryAfter: string | undefined }

export interface PayPalCall {
  method: 'GET' | 'POST'
  path: string
  /** JSON text, or what becomes JSON text. */
  body?: unknown
  /** Makes a repeat the same request (PayPal-Request-Id): at most 108 characters. */
  requestId?: string
}

/** Calls PayPal as ourselves. A token that it does not take any more is fetched anew, once. */
export async function callPayPal(
  { env, now }: { env: Pick<Env, 'ENVIRONMENT'>; now: number },
  paypal: PayPal,
  call: PayPalCall,
): Promise<PayPalAnswer> {
  for (let tries = 1; ; tries += 1) {
    const token = await paypalToken({ env, now }, paypal)
    if (token.kind !== 'token') return token
    const result = await callOut(env, {
      url: `${paypal.url}${call.path}`,
      method: call.method,
      headers: {
        Accept: 'application/json',
        Authorization: `Bearer ${token.token}`,
        ...(call.method === 'POST' && { 'Content-Type': 'application/json', Prefer: 'return=representation' }),
        ...(call.requestId !== undefined && { 'PayPal-Request-Id': call.requestId }),
      },
      ...(call.method === 'POST' && { body: textOf(call.body) }),
    })
    if (result.kind === 'answer' && result.status === 401 && tries === 1) forgetToken(paypal)
    else return readAnswer(result)
  }
}

const textOf = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body ?? {}))

/** Good answers, refusals for good, and everything that says nothing. */
function readAnswer(result: CallResult): PayPalAnswer {
  if (result.kind !== 'answer') return { kind: 'unclear', because: result.because, retryAfter: undefined }
  const { status, headers, truncated } = result
  const body = readJson(result)
  if (status >= 200 && status < 300 && body !== null && !truncated) return { kind: 'answered', body }
  if (isPassing(status) || status < 400)
    return { kind: 'unclear', because: `PayPal answered ${status}.`, retryAfter: headers['retry-after'] }
  const issue = issueOf(body ?? {})
  return { kind: 'refused', status, issue, because: `PayPal answered ${status}${issue === '' ? '' : ` (${issue})`}.` }
}

const isPassing = (status: number): boolean => status === 408 || status === 425 || status === 429 || status >= 500

function readJson({ body }: Answer): Json | null {
  try {
    return recordOf(JSON.parse(body))
  } catch {
    return null
  }
}

/** The first detail's issue, or the problem's name: an upper-case word, or nothing. */
function issueOf(body: Json): string {
  const details = Array.isArray(body.details) ? body.details : []
  const word = recordOf(details[0])?.issue ?? body.name ?? body.error
  return typeof word === 'string' && /^[A-Za-z_]{2,60}$/.test(word) ? word.toUpperCase() : ''
}

/** An object, or null. */
export const recordOf = (value: unknown): Json | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null

/** A list of objects; whatever else there is is left out. */
export const recordsOf = (value: unknown): Json[] =>
  (Array.isArray(value) ? value : []).map(recordOf).filter((each) => each !== null)

/** An id or a word of PayPal's: short plain text, or nothing. */
export const wordOf = (value: unknown): string | null =>
  typeof value === 'string' && /^[\w.:-]{1,127}$/.test(value) ? value : null

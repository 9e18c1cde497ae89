import { secondMs } from '../../contract/time.ts'
import type { Env } from '../env.ts'
import { callOut } from './http.ts'
import type { PayPalAnswer } from './paypal-call.ts'
import type { PayPal } from './paypal-settings.ts'

const tokens = new Map<string, { token: string; until: number }>()

/** Tokens last nine hours; this one is not used in its last minute. */
const spareMs = 60 * secondMs

/** What lets us in at PayPal. Kept in the isolate until it ends. */
export async function paypalToken(
  { env, now }: { env: Pick<Env, 'ENVIRONMENT'>; now: number },
  paypal: PayPal,
): Promise<{ kind: 'token'; token: string } | Exclude<PayPalAnswer, { kind: 'answered' }>> {
  const kept = tokens.get(keyOf(paypal))
  if (kept !== undefined && now < kept.until) return { kind: 'token', token: kept.token }
  const result = await callOut(env, {
    url: `${paypal.url}/v1/oauth2/token`,
    method: 'POST',
    headers: {
      Accept: 'application/json',
      Authorization: `Basic ${btoa(`${paypal.clientId}:${paypal.secret}`)}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  })
  if (result.kind !== 'answer') return { kind: 'unclear', because: result.because, retryAfter: undefined }
  const read = readToken(result.body)
  if (result.status === 200 && read !== null) {
    tokens.set(keyOf(paypal), { token: read.token, until: now + read.lastsMs - spareMs })
    return { kind: 'token', token: read.token }
  }
  if (result.status === 401 || result.status === 403)
    return { kind: 'refused', status: result.status, issue: 'INVALID_CLIENT', because: wrongCredentials }
  return {
    kind: 'unclear',
    because: `PayPal gave no token (${result.status}).`,
    retryAfter: result.headers['retry-after'],
  }
}

export const forgetToken = (paypal: PayPal): void => void tokens.delete(keyOf(paypal))

const wrongCredentials = 'PayPal does not know these credentials: check PAYPAL_CLIENT_ID and PAYPAL_CLIENT_SECRET.'

const keyOf = ({ url, clientId, secret }: PayPal): string => `${url} ${clientId} ${secret}`

function readToken(body: string): { token: string; lastsMs: number } | null {
  try {
    const { access_token: token, expires_in: lasts } = JSON.parse(body) as Record<string, unknown>
    return typeof token === 'string' && /^[\x21-\x7e]{1,4096}$/.test(token)
      ? { token, lastsMs: typeof lasts === 'number' && lasts > 0 ? lasts * secondMs : 0 }
      : null
  } catch {
    return null
  }
}

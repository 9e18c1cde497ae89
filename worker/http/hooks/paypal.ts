import { makeCtx } from '../../make-ctx.ts'
import { receiveEvent } from '../../operations/top-ups/receive-event.ts'
import { Problem } from '../../problem.ts'
import { callerAddress } from '../caller-address.ts'
import type { PageRoute } from '../page-route.ts'
import { isUnsafeText } from '../parse-json.ts'
import { readBytes } from '../read-bytes.ts'

const bodyLimit = 64 * 1024

/**
 * POST /hooks/paypal: PayPal's events (D8.5). Answered as soon as the event is kept; whether it is genuine, PayPal is asked
 * by a job. Without PayPal's settings it is not there.
 */
export const paypalHook: PageRoute = {
  method: 'POST',
  path: '/hooks/paypal',
  async handle({ request, runtime }) {
    const signature = {
      authAlgo: header(request, 'PAYPAL-AUTH-ALGO'),
      certUrl: header(request, 'PAYPAL-CERT-URL'),
      transmissionId: header(request, 'PAYPAL-TRANSMISSION-ID'),
      transmissionSig: header(request, 'PAYPAL-TRANSMISSION-SIG'),
      transmissionTime: header(request, 'PAYPAL-TRANSMISSION-TIME'),
    }
    const text = new TextDecoder().decode(await readBytes(request, bodyLimit))
    const ctx = makeCtx(runtime, { actor: { kind: 'anybody' } })
    await receiveEvent(ctx, { text, signature, caller: callerAddress(request) })
    return new Response(null, { status: 204 })
  },
}

/** An event without all of them cannot be verified, and is not PayPal's. */
function header({ headers }: Request, name: string): string {
  const value = headers.get(name) ?? ''
  if (value !== '' && value.length <= 1000 && !isUnsafeText(value)) return value
  throw new Problem('INVALID_HEADER', {
    errors: [{ pointer: name, code: value === '' ? 'REQUIRED' : 'INVALID', message: 'Expected what PayPal sends.' }],
  })
}

import type { Env } from '../env.ts'
import { callPayPal, recordsOf } from './paypal-call.ts'
import type { PayPal } from './paypal-settings.ts'

interface Surroundings {
  env: Pick<Env, 'ENVIRONMENT'>
  now: number
}

/** What PayPal signs an event with: the values of its PAYPAL-… headers. */
export interface EventSignature {
  authAlgo: string
  certUrl: string
  transmissionId: string
  transmissionSig: string
  transmissionTime: string
}

export type SignatureAnswer =
  | { kind: 'genuine' | 'forged' }
  | { kind: 'unclear'; because: string; retryAfter?: string | undefined }

/**
 * Asks PayPal whether it sent this event (D8.5). The event goes in as the very text that came: the signature covers its
 * bytes, and JSON written anew has others. Only SUCCESS counts.
 */
export async function verifyEvent(
  around: Surroundings,
  paypal: PayPal,
  { signature, event }: { signature: EventSignature; event: string },
): Promise<SignatureAnswer> {
  const fields = {
    auth_algo: signature.authAlgo,
    cert_url: signature.certUrl,
    transmission_id: signature.transmissionId,
    transmission_sig: signature.transmissionSig,
    transmission_time: signature.transmissionTime,
    webhook_id: paypal.webhookId,
  }
  const answer = await callPayPal(around, paypal, {
    method: 'POST',
    path: '/v1/notifications/verify-webhook-signature',
    body: `${JSON.stringify(fields).slice(0, -1)},"webhook_event":${event}}`,
  })
  if (answer.kind === 'unclear') return answer
  const isGenuine = answer.kind === 'answered' && answer.body.verification_status === 'SUCCESS'
  // Wrong credentials say nothing about the event: it waits until they are mended.
  if (answer.kind === 'refused' && (answer.status === 401 || answer.status === 403))
    return { kind: 'unclear', because: answer.because }
  return { kind: isGenuine ? 'genuine' : 'forged' }
}

export type WebhookAnswer = { kind: 'webhook'; url: string; events: string[] } | { kind: 'problem'; because: string }

/** Where PayPal sends its events for us, and which (F63: test connection). */
export async function readWebhook(around: Surroundings, paypal: PayPal): Promise<WebhookAnswer> {
  const path = `/v1/notifications/webhooks/${encodeURIComponent(paypal.webhookId)}`
  const answer = await callPayPal(around, paypal, { method: 'GET', path })
  if (answer.kind === 'refused' && answer.status === 404)
    return { kind: 'problem', because: 'PayPal knows no webhook with this id: check PAYPAL_WEBHOOK_ID.' }
  if (answer.kind !== 'answered') return { kind: 'problem', because: answer.because }
  const events = recordsOf(answer.body.event_types).map(({ name }) => String(name))
  return { kind: 'webhook', url: String(answer.body.url ?? ''), events }
}

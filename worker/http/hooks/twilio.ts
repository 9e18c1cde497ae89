import { makeCtx } from '../../make-ctx.ts'
import { toE164 } from '../../operations/people/phone-number.ts'
import { receiveText } from '../../operations/texts/receive-text.ts'
import { Problem } from '../../problem.ts'
import type { PageRoute } from '../page-route.ts'
import { readBytes } from '../read-bytes.ts'
import { type FormEntries, isSignedByTwilio } from './twilio-signature.ts'

const bodyLimit = 64 * 1024

/**
 * POST /hooks/twilio: texts that partners send (D9), as Twilio hands them over, and what it shall answer them. Without a
 * token to check the signature by it is not there.
 */
export const twilioHook: PageRoute = {
  method: 'POST',
  path: '/hooks/twilio',
  async handle({ request, runtime }) {
    const token = runtime.env.TWILIO_AUTH_TOKEN
    if (!token) throw new Problem('NOT_FOUND')
    const entries = await readForm(request)
    const signature = request.headers.get('X-Twilio-Signature') ?? ''
    if (!(await isSignedByTwilio(token, { url: request.url, entries, signature }))) throw new Problem('NOT_SIGNED_IN')
    const one = (name: string) => entries.find(([each]) => each === name)?.[1] ?? ''
    const id = one('MessageSid')
    if (!/^[A-Za-z0-9]{1,50}$/.test(id))
      throw new Problem('INVALID_BODY', {
        errors: [{ pointer: '/MessageSid', code: 'INVALID', message: 'Expected the id of a message.' }],
      })
    const from = toE164(one('From')) ?? one('From').slice(0, 40)
    const ctx = makeCtx(runtime, { actor: { kind: 'anybody' } })
    const reply = await receiveText(ctx, { id, from, to: one('To').slice(0, 40), body: one('Body').slice(0, 1600) })
    return new Response(twiml(reply), { headers: { 'Content-Type': 'text/xml; charset=utf-8' } })
  },
}

/** Twilio sends a form; anything else is not from Twilio. */
async function readForm(request: Request): Promise<FormEntries> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers.get('Content-Type') ?? ''))
    throw new Problem('UNSUPPORTED_MEDIA_TYPE', { detail: 'Send a form, URL-encoded, in UTF-8.' })
  const bytes = await readBytes(request, bodyLimit)
  return [...new URLSearchParams(new TextDecoder().decode(bytes))]
}

/** What Twilio sends back to who texted; null: nothing. */
const twiml = (reply: string | null): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Response>${reply === null ? '' : `<Message>${escapeXml(reply)}</Message>`}</Response>`

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

const escapeXml = (text: string): string => text.replace(/[&<>]/g, (character) => entities[character]!)

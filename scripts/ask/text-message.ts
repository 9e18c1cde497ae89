import { createHmac, randomUUID } from 'node:crypto'
import { refusal } from '../refusal.ts'

/** A text message as a partner would send it. */
export interface TextMessage {
  from: string
  body: string
}

const usage = 'Usage: npm run ask -s -- text +447700900123 "LEADS OFF"'

/** What was typed after `npm run ask -- text`. Refusals say how it is typed. */
export function readTextMessage([from, body, ...others]: readonly string[]): TextMessage {
  if (from === undefined || body === undefined || others.length > 0) throw refusal('Say who texts what.', usage)
  if (!/^\+[1-9][0-9]{6,14}$/.test(from)) throw refusal(`${from} is no number such as +447700900123.`, usage)
  return { from, body }
}

/** The request with which Twilio hands a text over (D9): a form, signed over the address and every name with its value. */
export function twilioRequest(
  { from, body }: TextMessage,
  { url, token, id = `SM${randomUUID().replaceAll('-', '')}` }: { url: string; token: string; id?: string },
): { headers: Record<string, string>; body: string } {
  const fields: Record<string, string> = { Body: body, From: from, MessageSid: id, To: '+447700900000' }
  const signed =
    url +
    Object.entries(fields)
      .map((pair) => pair.join(''))
      .join('')
  return {
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      'X-Twilio-Signature': createHmac('sha1', token).update(signed).digest('base64'),
    },
    body: new URLSearchParams(fields).toString(),
  }
}

/** What is answered to who texted, out of the TwiML; null: nothing. */
export function readReply(twiml: string): string | null {
  const [, text] = /<Message>([^<]*)<\/Message>/.exec(twiml) ?? []
  return text?.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&') ?? null
}

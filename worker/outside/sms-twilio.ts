import type { CallResult } from './call-result.ts'
import { callOut } from './http.ts'
import type { SmsConnection, SmsEnv, SmsProvider, TextMessage } from './sms.ts'

/** Twilio's API of 2010-04-01; `SMS_URL` is where a double of it listens. */
export const twilio: SmsProvider = {
  connect(env) {
    const { TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: token, SMS_FROM: from, SMS_URL: base = usualUrl } = env
    if (!sid || !token || !from) return null
    const url = `${base.replace(/\/+$/, '')}/2010-04-01/Accounts/${encodeURIComponent(sid)}/Messages.json`
    const headers = { Accept: 'application/json', Authorization: `Basic ${btoa(`${sid}:${token}`)}` }
    return connection(env, { url, headers, from })
  },
}

/** The code of Twilio's refusal to text somebody who has sent STOP to it. */
export const twilioOptedOut = 21610

const usualUrl = 'https://api.twilio.com'

interface Account {
  url: string
  headers: Record<string, string>
  from: string
}

const connection = (env: SmsEnv, { url, headers, from }: Account): SmsConnection => ({
  send: ({ to, text }) =>
    callOut(env, {
      url,
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ To: to, ...senderOf(from), Body: text }).toString(),
    }),
  async hasSent(message, since) {
    const day = new Date(since).toISOString().slice(0, 10)
    const query = new URLSearchParams({ To: message.to, 'DateSent>': day, PageSize: '20' })
    return readSent(await callOut(env, { url: `${url}?${query}`, method: 'GET', headers }), message, since)
  },
})

/** A messaging service has an id of its own; anything else is a number or a name to send from. */
const senderOf = (from: string): Record<string, string> =>
  /^MG[0-9a-f]{32}$/.test(from) ? { MessagingServiceSid: from } : { From: from }

/** Twilio counts in whole seconds, and its clock is not ours. */
const clockSlackMs = 60_000

const neverLeft = ['failed', 'canceled']

function readSent(result: CallResult, { to, text }: TextMessage, since: number): boolean | null {
  if (result.kind !== 'answer' || result.status !== 200) return null
  const listed = messagesOf(result.body)
  if (listed === null) return null
  return listed.some(
    (each) =>
      each.to === to &&
      !neverLeft.includes(String(each.status)) &&
      // Trial accounts put a line of their own before it.
      String(each.body).endsWith(text) &&
      Date.parse(String(each.date_created)) >= since - clockSlackMs,
  )
}

function messagesOf(body: string): Record<string, unknown>[] | null {
  try {
    const { messages } = JSON.parse(body)
    return Array.isArray(messages) ? messages : null
  } catch {
    return null
  }
}

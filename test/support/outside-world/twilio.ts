import type { ServerResponse } from 'node:http'

/** Where a double of Twilio's API answers on the server of the outside. */
export const twilioPath = '/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages.json'

/** Who may call it. */
export const twilioSid = 'AC00000000000000000000000000000001'
export const twilioToken = 'a-token-of-twilio'

interface TakenText {
  to: string
  from: string
  body: string
  status: string
  date_created: string
}

const taken: TakenText[] = []

/**
 * Numbers with habits of their own: 500 fails before it takes the text, 429 is busy, 610 has opted out there, 999 takes the
 * text and loses the connection before its answer, 666 does so and then fails to say what it has taken.
 */
export function answerAsTwilio(
  { method, url, authorization, body }: { method: string; url: URL; authorization: string; body: string },
  response: ServerResponse,
): void {
  const say = (status: number, answer: unknown, headers = {}) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(answer))
  if (authorization !== `Basic ${btoa(`${twilioSid}:${twilioToken}`)}`) return void say(401, { code: 20003 })
  if (method === 'GET') {
    const to = url.searchParams.get('To') ?? ''
    const day = url.searchParams.get('DateSent>') ?? ''
    if (to.endsWith('666')) return void say(503, {})
    const isMeant = (text: TakenText) => text.to === to && Date.parse(text.date_created) >= Date.parse(day)
    return void say(200, { messages: taken.filter(isMeant) })
  }
  const form = new URLSearchParams(body)
  const to = form.get('To') ?? ''
  const from = form.get('From') ?? form.get('MessagingServiceSid') ?? ''
  if (to.endsWith('500')) return void say(500, {})
  if (to.endsWith('429')) return void say(429, { code: 20429 }, { 'retry-after': '120' })
  if (to.endsWith('610')) return void say(400, { code: 21610, message: 'Attempt to send to unsubscribed recipient' })
  // A double knows no clock of the tests: far enough ahead to be newer than whatever asks.
  taken.push({
    to,
    from,
    body: form.get('Body') ?? '',
    status: 'queued',
    date_created: 'Fri, 01 Jan 2100 00:00:00 +0000',
  })
  if (to.endsWith('999') || to.endsWith('666')) return void response.destroy()
  say(201, { sid: `SM${String(taken.length).padStart(32, '0')}`, status: 'queued' })
}

import { describe, expect, it } from 'vitest'
import { readReply, readTextMessage, twilioRequest } from '../../../scripts/ask/text-message.ts'
import { isSignedByTwilio } from '../../../worker/http/hooks/twilio-signature.ts'

const url = 'http://127.0.0.1:8787/hooks/twilio'

describe('a text that a partner is played to send', () => {
  it('promises a request that Baton takes for Twilio’s', async () => {
    const message = { from: '+447700900112', body: 'LEADS OFF & more = “that”' }
    const { headers, body } = twilioRequest(message, { url, token: 'a-token', id: 'SM1' })
    const entries = [...new URLSearchParams(body)]
    expect(entries).toContainEqual(['Body', message.body])
    const signature = headers['X-Twilio-Signature']!
    expect(await isSignedByTwilio('a-token', { url, entries, signature })).toBe(true)
    expect(await isSignedByTwilio('another', { url, entries, signature })).toBe(false)
  })

  it.each([[['07700900112', 'LEADS OFF']], [['+447700900112']], [['+447700900112', 'LEADS', 'OFF']]])(
    'promises to say how it is typed: %j',
    (args) => {
      expect(() => readTextMessage(args)).toThrow(/npm run ask -s -- text/)
    },
  )

  it('promises the answer as its telephone would show it', () => {
    expect(readReply('<Response><Message>Hearth &amp; Home: OFF</Message></Response>')).toBe('Hearth & Home: OFF')
    expect(readReply('<Response></Response>')).toBeNull()
  })
})

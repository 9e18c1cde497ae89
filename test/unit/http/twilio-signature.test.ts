import { describe, expect, it } from 'vitest'
import { type FormEntries, isSignedByTwilio } from '../../../worker/http/hooks/twilio-signature.ts'

/** The vector that Twilio publishes with its own libraries. */
const token = '12345'
const url = 'https://mycompany.com/myapp.php?foo=1&bar=2'
const entries: FormEntries = [
  ['CallSid', 'CA1234567890ABCDE'],
  ['Caller', '+14158675309'],
  ['Digits', '1234'],
  ['From', '+14158675309'],
  ['To', '+18005551212'],
]
const signature = 'RSOYDt4T1cUTdK1PDd93/VVr8B8='

const check = (changes: Partial<{ token: string; url: string; entries: FormEntries; signature: string }> = {}) => {
  const { token: by, ...request } = { token, url, entries, signature, ...changes }
  return isSignedByTwilio(by, request)
}

async function signed(address: string, text: string): Promise<string> {
  const bytes = (value: string) => new TextEncoder().encode(value)
  const key = await crypto.subtle.importKey('raw', bytes(token), { name: 'HMAC', hash: 'SHA-1' }, false, ['sign'])
  return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes(address + text)))))
}

describe("Twilio's signature promises that", () => {
  it('the published vector is right, in whatever order the fields come', async () => {
    expect(await check()).toBe(true)
    expect(await check({ entries: entries.toReversed() })).toBe(true)
  })

  it.each([
    ['another token', { token: '12346' }],
    ['another address', { url: 'https://mycompany.com/myapp.php?foo=1&bar=3' }],
    ['another scheme', { url: url.replace('https', 'http') }],
    ['another host', { url: url.replace('mycompany', 'yourcompany') }],
    ['a changed value', { entries: entries.with(2, ['Digits', '1235']) }],
    ['a field too many', { entries: [...entries, ['Extra', '1']] as FormEntries }],
    ['a field too few', { entries: entries.slice(1) }],
    ['a moved boundary', { entries: entries.with(2, ['Digit', 's1234']).with(0, ['CallSi', 'dCA1234567890ABCDE!']) }],
    ['no signature', { signature: '' }],
    ['no base64', { signature: 'RSOYDt4T1cUTdK1PDd93/VVr8B8' }],
    ['half of it', { signature: 'RSOYDt4T1cU=' }],
    ['text that is no signature', { signature: '💥'.repeat(14) }],
  ])('%s is refused', async (_what, changes) => {
    expect(await check(changes)).toBe(false)
  })

  it.each([
    ['https://hooks.example.com/t?a=1', 'https://hooks.example.com:443/t?a=1'],
    ['https://hooks.example.com:443/t', 'https://hooks.example.com/t'],
    ['http://hooks.example.com/t', 'http://hooks.example.com:80/t'],
    ['http://127.0.0.1:8787/t', 'http://127.0.0.1:8787/t'],
    ['https://hooks.example.com:8443/t', 'https://hooks.example.com/t'],
  ])('%s is right where %s was signed', async (called, asSigned) => {
    const text = 'From+447700900123'
    const from: FormEntries = [['From', '+447700900123']]
    expect(await check({ url: called, entries: from, signature: await signed(asSigned, text) })).toBe(true)
  })

  it('a repeated field counts each of its values once, sorted', async () => {
    const repeated: FormEntries = [
      ['MediaUrl', 'b'],
      ['Body', 'x'],
      ['MediaUrl', 'a'],
      ['MediaUrl', 'b'],
    ]
    expect(await check({ entries: repeated, signature: await signed(url, 'BodyxMediaUrlaMediaUrlb') })).toBe(true)
  })

  it('letters beyond ASCII are signed as UTF-8', async () => {
    const text: FormEntries = [['Body', 'Größe £5 ☂']]
    expect(await check({ entries: text, signature: await signed(url, 'BodyGröße £5 ☂') })).toBe(true)
  })
})

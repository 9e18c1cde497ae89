import { beforeEach, describe, expect, it } from 'vitest'
import type { Env } from '../../../worker/env.ts'
import { twilioHook } from '../../../worker/http/hooks/twilio.ts'
import { pausePartner } from '../../../worker/operations/partners/pause-partner.ts'
import { updatePartner } from '../../../worker/operations/partners/update-partner.ts'
import { receiveText } from '../../../worker/operations/texts/receive-text.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { setPreferences } from '../../support/preferences.ts'
import { buildWorld } from '../../support/world.ts'

const mobile = '+447700900111'
const now = Date.UTC(2026, 5, 15, 12)

beforeEach(async () => {
  await buildWorld(testDb(), {
    partners: [{ id: 1 }, { id: 2 }, { id: 3, buys: false, introduces: true }, { id: 4, status: 'suspended' }],
    preferences: { partnersPauseByText: true, partnersPause: false },
  })
  await setMobile(1, mobile)
})

const setMobile = (id: number, number: string | null) =>
  testDb()
    .prepare('UPDATE partners SET mobile = ?, version = version + 1 WHERE id = ?')
    .bind(number, id)
    .run()
    .then(() =>
      testDb()
        .prepare(
          `INSERT INTO history (id, version, event, actor, at, commit_id)
         SELECT 'ptn_' || id, version, 'changed', 't', 0, 's' FROM partners WHERE id = ?`,
        )
        .bind(id)
        .run(),
    )

let sent = 0
const text = (body: string, { from = mobile, id }: { from?: string; id?: string } = {}) => {
  sent += 1
  return receiveText(testCtx({ now, actor: { kind: 'anybody' } }), {
    id: id ?? `SM${String(sent).padStart(32, '0')}`,
    from,
    to: '60777',
    body,
  })
}

const isOnline = async (id = 1): Promise<boolean> =>
  (await testDb().prepare('SELECT online FROM partners WHERE id = ?').bind(id).first<{ online: number }>())!.online ===
  1

const history = async (like: string) =>
  (
    await testDb()
      .prepare('SELECT id, version, event, actor, data FROM history WHERE id LIKE ? ORDER BY id, version')
      .bind(like)
      .all<{ id: string; version: number; event: string; data: string }>()
  ).results.map(({ data, ...row }) => ({ ...row, data: data && JSON.parse(data) }))

describe('LEADS ON and LEADS OFF by text promise that', () => {
  it('they switch the buyer whose mobile it is, and the reply says how things are then', async () => {
    expect(await text('leads off.')).toBe('Test Broker: your leads are OFF. Text LEADS ON to get them again.')
    expect(await isOnline()).toBe(false)
    expect(await text('LEADS ON')).toBe('Test Broker: your leads are ON. Text LEADS OFF to pause them.')
    expect(await isOnline()).toBe(true)
    expect((await history('ptn_1')).slice(-2)).toMatchObject([
      { event: 'paused', data: { changed: { online: [true, false] }, channel: 'sms' } },
      { event: 'resumed', data: { changed: { online: [false, true] }, channel: 'sms' } },
    ])
  })

  it('ON when on is a reply only, and leaves its trace', async () => {
    const before = (await history('ptn_1')).length
    expect(await text('LEADS ON')).toContain('your leads are ON')
    expect(await history('ptn_1')).toHaveLength(before)
    expect(await history('text_%')).toMatchObject([
      { event: 'text.received', data: { asked: 'on', result: 'ON', partner: 'ptn_1' } },
    ])
  })

  it('they do not depend on the button of F3', async () => {
    await text('LEADS OFF')
    expect(await isOnline()).toBe(false)
  })

  it('the same text twice switches once and gets the same answer', async () => {
    const first = await text('LEADS OFF', { id: 'SMtwice' })
    await text('LEADS ON')
    expect(await text('LEADS OFF', { id: 'SMtwice' })).toBe(first)
    expect(await isOnline()).toBe(true)
  })

  it('twenty of the same text at once switch once', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => text('LEADS OFF', { id: 'SMsame' })))
    expect(new Set(replies).size).toBe(1)
    expect((await history('ptn_1')).filter(({ event }) => event === 'paused')).toHaveLength(1)
    expect(await history('text_%')).toHaveLength(1)
  })

  it('different ones at once all get an answer, and history tells every change in order', async () => {
    const replies = await Promise.all(
      Array.from({ length: 12 }, (_, i) => text(i % 2 === 0 ? 'LEADS OFF' : 'LEADS ON')),
    )
    expect(replies.every((reply) => reply?.includes('your leads are'))).toBe(true)
    const switched = (await history('ptn_1')).filter(({ event }) => event === 'paused' || event === 'resumed')
    expect(switched.map(({ event }) => event)).toEqual(switched.map((_, i) => (i % 2 === 0 ? 'paused' : 'resumed')))
    expect(await isOnline()).toBe(switched.length % 2 === 0)
    expect(await history('text_%')).toHaveLength(12)
  })

  it('a text and an edit at once both hold', async () => {
    const admin = testCtx({ now, actor: { kind: 'admin', keyId: 1, keyVersion: 1 } })
    const edits = [1, 2, 3].map((n) => updatePartner(admin, 1, { name: `Name ${n}` }).catch(() => null))
    await Promise.all([text('LEADS OFF'), ...edits])
    expect(await isOnline()).toBe(false)
  })

  it.each([
    ['nobody has the number', { from: '+447700900199' }, 'UNKNOWN_NUMBER', 'This number is not known here'],
    ['it is an introducer', { from: '+447700900133', owner: 3 }, 'UNKNOWN_NUMBER', 'not known'],
    ['it is a suspended buyer', { from: '+447700900134', owner: 4 }, 'UNKNOWN_NUMBER', 'not known'],
    ['two buyers share the number', { owner: 2, from: mobile }, 'SHARED_NUMBER', 'Several accounts have this number'],
    ['a suspended one shares the number', { owner: 4, from: mobile }, 'SHARED_NUMBER', 'Several accounts'],
  ])('nothing changes where %s', async (_what, { from, owner }: { from: string; owner?: number }, result, reply) => {
    if (owner !== undefined) await setMobile(owner, from)
    expect(await text('LEADS OFF', { from })).toContain(reply)
    expect([await isOnline(1), await isOnline(2), await isOnline(3), await isOnline(4)]).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(await history('text_%')).toMatchObject([{ data: { result } }])
  })

  it('a closed partner needs no number of its own', async () => {
    await setMobile(2, mobile)
    await testDb().prepare("UPDATE partners SET status = 'closed', version = version + 1 WHERE id = 2").run()
    expect(await text('LEADS OFF')).toContain('OFF')
    expect(await isOnline()).toBe(false)
  })

  it('nothing changes where partners may not do so by text', async () => {
    await testDb().batch(setPreferences(testDb(), { partnersPauseByText: false }))
    expect(await text('LEADS OFF')).toContain('cannot be paused or resumed by text at present')
    expect(await isOnline()).toBe(true)
    expect(await history('text_%')).toMatchObject([{ data: { result: 'SWITCHED_OFF', partner: 'ptn_1' } }])
  })

  it('anything else is answered with what to text', async () => {
    expect(await text('please turn off')).toBe('Test Broker: nothing was changed. Text LEADS ON or LEADS OFF.')
  })

  it('ON takes the PIN where one is asked for, and OFF never does', async () => {
    await testDb().batch(setPreferences(testDb(), { leadsOnPin: '4711' }))
    expect(await text('LEADS OFF')).toContain('OFF')
    expect(await text('LEADS ON')).toContain('PIN')
    expect(await text('LEADS ON 4712')).toContain('PIN')
    expect(await isOnline()).toBe(false)
    expect(await text('leads on 4711')).toContain('ON')
    expect(await isOnline()).toBe(true)
  })

  it('a PIN is not found out by trying: after five tries not even the right one counts for a while', async () => {
    await testDb().batch(setPreferences(testDb(), { partnersPauseByText: true, leadsOnPin: '4711' }))
    await text('LEADS OFF')
    for (let n = 0; n < 5; n += 1) expect(await text(`LEADS ON 100${n}`)).toMatch(/nothing was changed/)
    expect(await text('LEADS ON 4711')).toBeNull()
    expect(await isOnline()).toBe(false)
    expect((await history('text_%')).at(-1)).toMatchObject({ data: { asked: 'on', result: 'TOO_OFTEN' } })
  })

  it('a machine that answers every text gets a few answers and no more, and its person can still switch', async () => {
    for (const from of [mobile, '+447700900199']) {
      const replies = []
      for (let n = 0; n < 9; n += 1) replies.push(await text('I am driving and will call you back.', { from }))
      expect(replies.filter((reply) => reply !== null)).toHaveLength(5)
    }
    expect(await text('LEADS OFF')).toMatch(/your leads are OFF/)
    expect(await isOnline()).toBe(false)
  })

  it('a PIN that nobody asks for is not read past', async () => {
    expect(await text('LEADS ON 4711')).toContain('nothing was changed')
  })

  it('history keeps for good neither the number nor the words', async () => {
    await text('LEADS OFF')
    const kept = await history('text_%')
    expect(JSON.stringify(kept)).not.toContain('7700900111')
    const purge = await testDb().prepare("SELECT id FROM jobs WHERE kind = 'purge-raw'").all()
    expect(purge.results).toHaveLength(1)
  })
})

describe('STOP by text promises that', () => {
  it('it is no more texts, and never LEADS OFF', async () => {
    expect(await text('STOP')).toBe(null)
    expect(await isOnline()).toBe(true)
    expect((await testDb().prepare('SELECT number FROM text_stops').all()).results).toEqual([{ number: mobile }])
  })

  it('whoever sent it can still switch, without a reply', async () => {
    await text('stop')
    expect(await text('LEADS OFF')).toBe(null)
    expect(await isOnline()).toBe(false)
  })

  it('START takes it back', async () => {
    await text('STOP')
    await text('STOP')
    expect(await text('start')).toContain('you get our texts again')
    expect(await text('LEADS OFF')).toContain('OFF')
  })
})

describe('the other ways to pause promise that', () => {
  it.each([
    ['admin', { kind: 'admin', keyId: 1, keyVersion: 1 }],
    ['api', { kind: 'partner', keyId: 2, keyVersion: 1, partnerId: 1 }],
    ['portal', { kind: 'partner', loginId: 1, sessionId: 's', access: 'full', partnerId: 1 }],
  ] as const)('history names the channel: %s', async (channel, actor) => {
    await testDb().batch(setPreferences(testDb(), { partnersPause: true }))
    await pausePartner(testCtx({ now, actor }), 1)
    expect((await history('ptn_1')).at(-1)).toMatchObject({ event: 'paused', data: { channel } })
  })

  it('so it is where the setting itself is changed', async () => {
    await updatePartner(testCtx({ now, actor: { kind: 'admin', keyId: 1, keyVersion: 1 } }), 1, { online: false })
    expect((await history('ptn_1')).at(-1)).toMatchObject({ event: 'changed', data: { channel: 'admin' } })
  })
})

describe('a mobile that two partners share promises that', () => {
  it('it is saved with a warning that names the other one', async () => {
    const admin = testCtx({ now, actor: { kind: 'admin', keyId: 1, keyVersion: 1 } })
    const saved = await updatePartner(admin, 2, { mobile: '07700 900111' })
    expect(saved).toMatchObject({ mobile, warnings: [{ code: 'SHARED_NUMBER' }] })
    expect(saved.warnings[0]!.message).toContain('ptn_1')
    expect((await updatePartner(admin, 2, { mobile: '07700 900112' })).warnings).toEqual([])
  })
})

describe('the address that Twilio calls promises that', () => {
  const token = 'a-token'
  const url = 'https://baton.example.com/hooks/twilio'
  const fields = { MessageSid: 'SM0001', From: mobile, To: '+447700900000', Body: 'Leads off', NewField: 'whatever' }

  async function call(
    form: Record<string, string>,
    {
      signature,
      env = {},
      contentType = 'application/x-www-form-urlencoded',
    }: { signature?: string; env?: Partial<Env>; contentType?: string } = {},
  ): Promise<Response> {
    const body = new URLSearchParams(form).toString()
    const headers = { 'Content-Type': contentType, 'X-Twilio-Signature': signature ?? (await sign(form)) }
    const base = testCtx()
    return twilioHook.handle({
      request: new Request(url, { method: 'POST', headers, body }),
      params: {},
      runtime: { env: { ...base.env, TWILIO_AUTH_TOKEN: token, ...env }, waitUntil: () => {}, requestId: 'r' },
    })
  }

  async function sign(form: Record<string, string>): Promise<string> {
    const bytes = (value: string) => new TextEncoder().encode(value)
    const text =
      url +
      Object.keys(form)
        .sort()
        .map((name) => name + form[name])
        .join('')
    const key = await crypto.subtle.importKey('raw', bytes(token), { name: 'HMAC', hash: 'SHA-1' }, false, ['sign'])
    return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes(text)))))
  }

  it('a signed text switches, and the answer is TwiML', async () => {
    const answer = await call(fields)
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'text/xml; charset=utf-8'])
    expect(await answer.text()).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response><Message>Test Broker: your leads are OFF. Text LEADS ON to get them again.</Message></Response>',
    )
    expect(await isOnline()).toBe(false)
  })

  it('a reply that must not be sent is an empty answer', async () => {
    expect(await (await call({ ...fields, Body: 'STOP' })).text()).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response></Response>',
    )
  })

  it('a name with letters that XML reads is escaped', async () => {
    await testDb().prepare("UPDATE broker SET name = 'A & B <Leads>'").run()
    expect(await (await call(fields)).text()).toContain('<Message>A &amp; B &lt;Leads&gt;: your')
  })

  it.each([
    ['no signature', { signature: '' }, 'NOT_SIGNED_IN'],
    ['a forged one', { signature: 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' }, 'NOT_SIGNED_IN'],
    ['no token to check it by', { env: { TWILIO_AUTH_TOKEN: '' } }, 'NOT_FOUND'],
    ['another kind of body', { contentType: 'text/plain' }, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('%s changes nothing', async (_what, options, code) => {
    await expect(call(fields, options)).rejects.toMatchObject({ code })
    expect(await isOnline()).toBe(true)
    expect(await history('text_%')).toEqual([])
  })

  it('a text without an id is refused', async () => {
    const { MessageSid: _, ...rest } = fields
    await expect(call(rest)).rejects.toMatchObject({ code: 'INVALID_BODY' })
  })
})

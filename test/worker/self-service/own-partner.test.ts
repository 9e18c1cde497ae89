import { beforeEach, describe, expect, it } from 'vitest'
import { partnerSettingsSchema } from '../../../contract/partner.ts'
import type { Preferences } from '../../../contract/preferences.ts'
import { client } from '../../support/client.ts'
import { historyOf } from '../../support/config.ts'
import { testDb } from '../../support/ctx.ts'
import { setPreferences } from '../../support/preferences.ts'
import { seedKey } from '../../support/seed-access.ts'
import { seedSession } from '../../support/seed-login.ts'
import { buildWorld } from '../../support/world.ts'

let me: ReturnType<typeof client>

beforeEach(async () => {
  await buildWorld(testDb(), { partners: [{ id: 1 }, { id: 2, name: 'The Rival' }] })
  me = client({ key: (await seedKey({ kind: 'partner', partnerId: 1 })).key })
})

const own = {
  contactName: 'Robin Example',
  phone: '020 7946 0123',
  website: 'https://www.example.com',
  address: '1 Example Street',
  contactEmail: 'office@example.com',
  mobile: '07700 900123',
  transferNumber: '020 7946 0124',
  zone: 'Europe/Dublin',
  schedule: { windows: [{ days: [1, 2, 3], from: '09:00', to: '17:30' }], holidays: [{ from: '2026-12-25' }] },
  queueUntilOpen: true,
  dailyLimit: 5,
  monthlyLimit: 50,
  lowFundsThreshold: { amount: 2500, currency: 'GBP' },
  lowFundsText: true,
  delivery: { email: { to: ['leads@example.com'] }, internet: null },
}

describe('PATCH /v1/me promises', () => {
  it('that a partner changes all that is its own, by key, and history says so', async () => {
    const { status, body } = await me.patch('/v1/me', own)
    expect([status, body.version, body.warnings]).toEqual([200, 2, []])
    expect(body).toMatchObject({
      ...own,
      mobile: '+447700900123',
      transferNumber: '+442079460124',
      delivery: { email: { to: ['leads@example.com'], templateId: null }, internet: null },
    })
    const { warnings: _, ...saved } = body
    expect((await me.get('/v1/me')).body).toEqual(saved)
    const changed = (await historyOf('ptn_1')).at(-1)!
    expect(changed).toMatchObject({ event: 'changed', actor: 'key_1', data: { changed: { dailyLimit: [0, 5] } } })
  })

  it('that somebody who signed in with full access does so too, and is named', async () => {
    const { token, loginId } = await seedSession({ access: 'full' })
    expect((await client({ key: token }).patch('/v1/me', { phone: '020 7946 0999' })).status).toBe(200)
    expect((await historyOf('ptn_1')).at(-1)?.actor).toBe(`lgn_${loginId}`)
  })

  it.each(['read', 'leads'] as const)('that it is not for somebody with the access %s', async (access) => {
    const { token } = await seedSession({ access })
    const { status, body } = await client({ key: token }).patch('/v1/me', { phone: '020 7946 0999' })
    expect([status, body.code]).toEqual([403, 'NOT_ALLOWED'])
  })

  const brokers = Object.keys(partnerSettingsSchema.entries).filter((key) => !(key in own))

  it('that what is not its own is: name, notes, status, roles, switch, FCA number, credit, repeats, VAT', () => {
    expect(brokers.sort()).toEqual([
      'buys',
      'creditLimit',
      'creditUnlimited',
      'description',
      'fcaNumber',
      'introduces',
      'name',
      'online',
      'reference',
      'repeatDays',
      'status',
      'vatBps',
    ])
  })

  it.each([...brokers, 'isHouse', 'id', 'priority', 'price'])('that %s is refused as unknown', async (key) => {
    const { status, body } = await me.patch('/v1/me', { [key]: null, phone: '020 7946 0999' })
    expect([status, body.errors]).toMatchObject([422, [{ pointer: `/${key}`, code: 'UNKNOWN_KEY' }]])
    expect((await me.get('/v1/me')).body.phone).toBe('')
  })

  const refused: [what: string, body: object, pointer: string, code: string][] = [
    ['no e-mail address at all', { contactEmail: null }, '/contactEmail', 'WRONG_TYPE'],
    ['a list as a schedule', { schedule: [] }, '/schedule', 'WRONG_TYPE'],
    ['no telephone number', { mobile: '12' }, '/mobile', 'NOT_A_PHONE_NUMBER'],
    [
      'another currency',
      { lowFundsThreshold: { amount: 1, currency: 'EUR' } },
      '/lowFundsThreshold/currency',
      'WRONG_CURRENCY',
    ],
    [
      'a private address',
      { delivery: { email: null, internet: { format: 'json', url: 'https://10.0.0.1/' } } },
      '/delivery/internet/url',
      'ADDRESS_NOT_ALLOWED',
    ],
    [
      'a template of the broker’s that it was not given',
      { delivery: { email: { to: ['leads@example.com'], templateId: 'tpl_1' }, internet: null } },
      '/delivery/email/templateId',
      'NOT_FOUND',
    ],
  ]

  it.each(refused)('the same checks as for the broker: %s', async (_what, body, pointer, code) => {
    const answer = await me.patch('/v1/me', body)
    expect([answer.status, answer.body.errors]).toMatchObject([422, [{ pointer, code }]])
  })

  it('that a partner which is pending sets itself up as well', async () => {
    await buildWorld(testDb(), { leadTypes: [], partners: [{ id: 3, status: 'pending' }] })
    const pending = client({ key: (await seedKey({ kind: 'partner', partnerId: 3 })).key })
    expect((await pending.patch('/v1/me', { dailyLimit: 3 })).body).toMatchObject({ status: 'pending', dailyLimit: 3 })
  })

  it('that the key of a partner which was closed opens nothing any more', async () => {
    await testDb().batch([
      testDb().prepare("UPDATE partners SET version = 2, status = 'closed' WHERE id = 1"),
      testDb().prepare(
        "INSERT INTO history (id, version, event, actor, at, commit_id) VALUES ('ptn_1', 2, 's', 't', 0, 's')",
      ),
    ])
    expect((await me.get('/v1/me')).status).toBe(401)
  })

  it('that a mobile which somebody else has is told, and not whose it is (F59)', async () => {
    const rival = client({ key: (await seedKey({ kind: 'partner', partnerId: 2 })).key })
    await rival.patch('/v1/me', { mobile: '07700 900123' })
    const { body } = await me.patch('/v1/me', { mobile: '07700 900123' })
    expect(body.warnings).toMatchObject([{ code: 'SHARED_NUMBER' }])
    expect(JSON.stringify(body)).not.toMatch(/Rival|ptn_2/)
  })

  it('that a repeat with an old version is refused, and one under the same key answered alike', async () => {
    await me.patch('/v1/me', { phone: '020 7946 0111' })
    expect((await me.patch('/v1/me', { version: 1, phone: '020 7946 0112' })).body.code).toBe('VERSION_CONFLICT')
    const twice = () => me.patch('/v1/me', { dailyLimit: 9 }, { headers: { 'Idempotency-Key': 'once' } })
    expect((await twice()).body).toEqual((await twice()).body)
  })
})

describe('GET /v1/me/self-service promises', () => {
  const nothing = {
    pause: false,
    textNumber: null,
    textPin: false,
    giveFcaNumber: false,
    chooseLeadTypes: false,
    payIn: null,
  }
  const prefer = (settings: Partial<Preferences>) => testDb().batch(setPreferences(testDb(), settings))

  it('what the broker has switched on, and nothing else', async () => {
    const off = { partnersPause: false, partnersProvideFca: false, buyersChangeSettings: false }
    await prefer({ ...off, textNumber: '+447700900999', leadsOnPin: '86420975' })
    expect((await me.get('/v1/me/self-service')).body).toEqual(nothing)

    await prefer({
      partnersPause: true,
      partnersPauseByText: true,
      partnersProvideFca: true,
      buyersChangeSettings: true,
    })
    await prefer({ paypalPortal: true, topUpMinimum: { amount: 2000, currency: 'GBP' } })
    const { body } = await me.get('/v1/me/self-service')
    expect(body).toMatchObject({
      pause: true,
      textNumber: '+447700900999',
      textPin: true,
      giveFcaNumber: true,
      chooseLeadTypes: true,
      payIn: { minimum: { amount: 2000, currency: 'GBP' }, maximum: { amount: 1_000_000, currency: 'GBP' } },
    })
    expect(JSON.stringify(body)).not.toContain('86420975')
  })
})

import { beforeEach, describe, expect, it } from 'vitest'
import type { Preferences } from '../../../contract/preferences.ts'
import { client } from '../../support/client.ts'
import { historyOf } from '../../support/config.ts'
import { testDb } from '../../support/ctx.ts'
import { setPreferences } from '../../support/preferences.ts'
import { queueFaults } from '../../support/queue-check.ts'
import { seedKey } from '../../support/seed-access.ts'
import { buildWorld, usualFields } from '../../support/world.ts'

let me: ReturnType<typeof client>

const fields = [
  ...usualFields,
  { name: 'house', kind: 'choice', label: 'House', required: false, options: [{ value: 'flat', label: 'Flat' }] },
]

beforeEach(async () => {
  await buildWorld(testDb(), {
    leadTypes: [
      {
        id: 1,
        name: 'Boilers',
        fields,
        nationalPrice: 900,
        charges: [{ point: 'converted', amountMinor: 0, costBps: 500 }],
      },
      { id: 2, name: 'Not referable', referralMethod: null },
      { id: 3, name: 'By arrangement' },
      { id: 4, name: 'Windows', defaultPrice: 2000 },
    ],
    partners: [{ id: 1 }, { id: 2 }, { id: 3, buys: false, introduces: true }],
    setups: [
      { id: 3, partnerId: 1, leadTypeId: 3, price: 700, priority: 9, weight: 3, places: ['NW1'] },
      { id: 4, partnerId: 2, leadTypeId: 1 },
    ],
  })
  await change('lead_types', 3, { self_service: 0 })
  me = await partner(1)
})

const partner = async (partnerId: number) => client({ key: (await seedKey({ kind: 'partner', partnerId })).key })

/** Straight in the database, with a version and its history. */
async function change(table: 'lead_types' | 'partners', id: number, columns: Record<string, unknown>): Promise<void> {
  const set = Object.keys(columns).map((column) => `${column} = ?`)
  const of = table === 'partners' ? `ptn_${id}` : `typ_${id}`
  await testDb().batch([
    testDb()
      .prepare(`UPDATE ${table} SET version = version + 1, ${set.join(', ')} WHERE id = ?`)
      .bind(...Object.values(columns), id),
    testDb()
      .prepare(
        `INSERT INTO history (id, version, event, actor, at, commit_id)
         SELECT ?1, max(version) + 1, 's', 't', 0, 's' FROM history WHERE id = ?1`,
      )
      .bind(of),
  ])
}

const prefer = (settings: Partial<Preferences>) => testDb().batch(setPreferences(testDb(), settings))

const gbp = (amount: number) => ({ amount, currency: 'GBP' })

describe('the lead types on offer promise', () => {
  it('what a buyer may choose and what it has, with what it would pay; nothing else (F22)', async () => {
    const { items } = (await me.get('/v1/me/lead-types')).body
    expect(items.map(({ id, open, setup }: Record<string, unknown>) => [id, open, setup])).toEqual([
      ['typ_1', true, null],
      ['typ_3', false, 'set_3'],
      ['typ_4', true, null],
    ])
    expect(items[0]).toMatchObject({
      name: 'Boilers',
      method: 'immediate',
      price: gbp(1000),
      nationalPrice: gbp(900),
      billingPoint: 'accepted',
      charges: [{ point: 'converted', amount: null, varies: true }],
    })
    expect(items[0].fields.at(-1)).toEqual({
      name: 'house',
      label: 'House',
      kind: 'choice',
      options: [{ value: 'flat', label: 'Flat' }],
    })
  })

  it('that nothing is open while buyers may not change settings (F6), nor to who buys nothing', async () => {
    const open = async (who: typeof me) =>
      (await who.get('/v1/me/lead-types')).body.items.some((item: { open: boolean }) => item.open)
    expect(await open(await partner(3))).toBe(false)
    await prefer({ buyersChangeSettings: false })
    expect(await open(me)).toBe(false)
  })

  it('pages', async () => {
    const first = (await me.get('/v1/me/lead-types?limit=1')).body
    const second = (await me.get(`/v1/me/lead-types?limit=2&cursor=${first.nextCursor}`)).body
    expect([first, second].map(({ items }) => items.length)).toEqual([1, 2])
    expect(second.nextCursor).toBeNull()
  })
})

describe('a partner that chooses a lead type promises', () => {
  it('a setup that follows the lead type, like any newcomer in the queue (F20)', async () => {
    const { status, body } = await me.post('/v1/me/setups', {
      leadTypeId: 'typ_1',
      places: ['nw', 'EC1A'],
      dailyLimit: 4,
      filters: [{ field: 'house', op: 'oneOf', value: ['flat'] }],
    })
    expect(status).toBe(201)
    expect(body).toEqual({
      id: 'set_5',
      version: 1,
      leadType: { id: 'typ_1', name: 'Boilers' },
      open: true,
      active: true,
      price: gbp(1000),
      billingPoint: 'accepted',
      charges: [{ point: 'converted', amount: null, varies: true }],
      dailyLimit: 4,
      monthlyLimit: 0,
      filters: [{ field: 'house', op: 'oneOf', value: ['flat'] }],
      acceptMinutes: 0,
      allAreas: false,
      places: ['EC1A', 'NW'],
      warnings: [],
    })
    expect((await me.get('/v1/me/setups/set_5')).body).toEqual(body)
    expect((await historyOf('set_5'))[0]).toMatchObject({
      data: { price: null, priority: 0, weight: 1, billing: null },
    })
    expect(await queueFaults()).toEqual([])
  })

  it('that one which is pending chooses too (F41), and one that took everywhere pays the national price', async () => {
    await change('partners', 1, { status: 'pending' })
    const { status, body } = await me.post('/v1/me/setups', { leadTypeId: 'typ_1', allAreas: true })
    expect([status, body.price]).toEqual([201, gbp(900)])
  })

  it.each([
    ['price', gbp(1)],
    ['priority', 9],
    ['weight', 9],
    ['acceptMinutes', 9],
    ['billing', null],
    ['partnerId', 'ptn_2'],
  ])('that %s is not its to say', async (key, value) => {
    const made = await me.post('/v1/me/setups', { leadTypeId: 'typ_1', allAreas: true, [key]: value })
    const changed = await me.patch('/v1/me/setups/set_3', { [key]: value })
    for (const { status, body } of [made, changed])
      expect([status, body.errors]).toMatchObject([422, [{ pointer: `/${key}`, code: 'UNKNOWN_KEY' }]])
  })

  const closed: [why: string, leadTypeId: string, prepare: () => Promise<unknown>][] = [
    ['buyers may not change settings (F6)', 'typ_1', () => prefer({ buyersChangeSettings: false })],
    ['the lead type is not for self-service (F22)', 'typ_1', () => change('lead_types', 1, { self_service: 0 })],
    ['the lead type is not referred at all', 'typ_2', async () => {}],
    ['the partner buys nothing', 'typ_1', () => change('partners', 1, { buys: 0, introduces: 1 })],
  ]

  it.each(closed)('SELF_SERVICE_DISABLED where %s', async (_why, leadTypeId, prepare) => {
    await prepare()
    const { status, body } = await me.post('/v1/me/setups', { leadTypeId, allAreas: true })
    expect([status, body.code]).toEqual([403, 'SELF_SERVICE_DISABLED'])
  })

  it('that there is one for each type, in a type that there is, with places', async () => {
    await me.post('/v1/me/setups', { leadTypeId: 'typ_1', allAreas: true })
    expect((await me.post('/v1/me/setups', { leadTypeId: 'typ_1', allAreas: true })).body.code).toBe('SETUP_EXISTS')
    const refused = async (body: object) => (await me.post('/v1/me/setups', body)).body.errors
    expect(await refused({ leadTypeId: 'typ_9', allAreas: true })).toMatchObject([
      { pointer: '/leadTypeId', code: 'NOT_FOUND' },
    ])
    expect(await refused({ leadTypeId: 'typ_4' })).toMatchObject([{ pointer: '/places', code: 'NO_LOCATIONS_SET' }])
    expect(await refused({ leadTypeId: 'typ_4', places: ['QQ'] })).toMatchObject([{ pointer: '/places/0' }])
  })
})

describe('a partner that changes what it chose promises', () => {
  beforeEach(() => change('lead_types', 3, { self_service: 1 }))

  it('that places, filters, limits and the switch change, and price, priority and weight stay', async () => {
    const changes = { places: ['SW', 'NW1'], dailyLimit: 2, monthlyLimit: 20, active: false, version: 1 }
    const { body } = await me.patch('/v1/me/setups/set_3', changes)
    expect(body).toMatchObject({ version: 2, price: gbp(700), places: ['NW1', 'SW'], active: false, dailyLimit: 2 })
    const row = await testDb().prepare('SELECT price, priority, weight FROM setups WHERE id = 3').first()
    expect(row).toEqual({ price: 700, priority: 9, weight: 3 })
    expect(await queueFaults()).toEqual([])
  })

  it('that its list says how many places each has', async () => {
    expect((await me.get('/v1/me/setups')).body.items).toMatchObject([{ id: 'set_3', placeCount: 1, price: gbp(700) }])
    expect((await me.get('/v1/me/setups?leadType=typ_1')).body.items).toEqual([])
  })

  it("that nobody else's is there", async () => {
    for (const id of ['set_4', 'set_99']) {
      expect((await me.get(`/v1/me/setups/${id}`)).status).toBe(404)
      expect((await me.patch(`/v1/me/setups/${id}`, { active: false })).status).toBe(404)
    }
  })

  it.each([
    ['the preference (F6)', () => prefer({ buyersChangeSettings: false })],
    ['the lead type (F22)', () => change('lead_types', 3, { self_service: 0 })],
  ])('that %s makes it read-only and takes nothing away', async (_what, close) => {
    await close()
    const { status, body } = await me.patch('/v1/me/setups/set_3', { active: false })
    expect([status, body.code]).toEqual([403, 'SELF_SERVICE_DISABLED'])
    expect((await me.get('/v1/me/setups/set_3')).body).toMatchObject({ open: false, active: true, places: ['NW1'] })
  })
})

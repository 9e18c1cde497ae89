import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DedupeSettings } from '../../../contract/dedupe.ts'
import { dayMs } from '../../../contract/time.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { client } from '../../support/client.ts'
import { forgetAll, testCtx, testDb } from '../../support/ctx.ts'
import { meanwhile } from '../../support/meanwhile.ts'
import { leadIdAt } from '../../support/random.ts'
import { seedAdminKey, seedKey } from '../../support/seed-access.ts'
import { settledFetch } from '../../support/settled-fetch.ts'
import { buildWorld, usualFields, usualLead } from '../../support/world.ts'

/** A Wednesday, 11:00 in London. */
const wednesday = Date.UTC(2026, 0, 14, 11)
const monday = wednesday - 2 * dayMs

let admin: ReturnType<typeof client>

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: monday }))
afterEach(() => void vi.useRealTimers())

const fields = [...usualFields, { name: 'phone2', kind: 'phone', label: 'Other phone', required: false }]

beforeEach(async () => {
  admin = client({ key: await seedAdminKey(), fetch: settledFetch() })
  await buildWorld(testDb(), {
    leadTypes: [1, 2, 3].map((id) => ({ id, fields, scope: 1 })),
    partners: [1, 2].map((id) => ({ id })),
    setups: [1, 2].flatMap((partnerId) =>
      [1, 2, 3].map((leadTypeId) => ({ id: partnerId * 10 + leadTypeId, partnerId, leadTypeId })),
    ),
  })
  // Types 1 and 2 are of one group, type 3 of another.
  await testDb().batch([
    testDb().prepare("INSERT INTO lead_groups (id, version, name, fields) VALUES (2, 1, 'Other group', '[]')"),
    testDb().prepare('UPDATE lead_types SET lead_group_id = 2, version = 2 WHERE id = 3'),
  ])
  forgetAll()
})

const prefer = async (dedupe: Partial<DedupeSettings>) => {
  const { status } = await admin.patch('/v1/preferences', { dedupe })
  expect(status).toBe(200)
}

const submit = async (values: object = {}, { type = 1, at }: { type?: number; at?: number } = {}) => {
  if (at !== undefined) vi.setSystemTime(at)
  const { status, body } = await admin.post('/v1/leads', {
    leadTypeId: `typ_${type}`,
    fields: { ...usualLead(1), ...values },
  })
  expect(status, JSON.stringify(body)).toBe(201)
  return body as { id: string; location: string; closedBecause: string | null; referrals: number }
}

const read = async ({ id }: { id: string }) => (await admin.get(`/v1/leads/${id}`)).body
const partnerOf = async (lead: { id: string }) => (await read(lead)).referrals[0]?.partner.id

describe('people of one firm', () => {
  it('promises to take them in however many of them come within minutes', async () => {
    const company = { name: 'company', kind: 'text', label: 'Company', required: false }
    await testDb()
      .prepare('UPDATE lead_types SET fields = ?, version = version + 1 WHERE id = 1')
      .bind(JSON.stringify([...fields, company]))
      .run()
    await prefer({ mode: 'all', match: ['email'] })
    for (let n = 0; n < 55; n++) {
      const lead = await submit({ ...usualLead(n), company: 'Example Ltd' }, { at: monday + n * 1000 })
      expect(lead.location).toBe('routed')
    }
  })

  it.each<Partial<DedupeSettings>>([
    { mode: 'all', match: ['email'] },
    { mode: 'all', match: ['email', 'phone'], combine: 'all' },
  ])(
    'promises that none of many at once is asked to try again, since they share no more than a number (%j)',
    async (settings) => {
      await prefer(settings)
      const all = await Promise.all(
        Array.from({ length: 16 }, (_, n) => submit({ email: `colleague${n}@example.com` })),
      )
      expect(all.map(({ location }) => location)).toEqual(all.map(() => 'routed'))
    },
  )
})

describe('a person who was here before (F54)', () => {
  it('promises that nothing is a duplicate unless the broker says so', async () => {
    const [first, second] = [await submit(), await submit()]
    expect([first.location, second.location]).toEqual(['routed', 'routed'])
    expect(await read(second)).toMatchObject({ duplicateOf: null, closedBecause: null })
  })

  it('promises, with reject, a closed lead that is tied to the first, goes to nobody and costs nothing', async () => {
    await prefer({ mode: 'all', action: 'reject' })
    const first = await submit()
    const before = await testDb().prepare('SELECT count(*) AS n FROM transfers').first('n')
    const again = await submit({ lastName: 'Other' })
    expect(again).toMatchObject({ location: 'closed', closedBecause: 'DUPLICATE', referrals: 0 })
    expect(await read(again)).toMatchObject({ duplicateOf: first.id, referrals: [], trace: null })
    expect((await read(first)).duplicates).toEqual([again.id])
    expect(await testDb().prepare('SELECT count(*) AS n FROM transfers').first('n')).toBe(before)
    expect((await admin.post(`/v1/leads/${again.id}/route`)).body.code).toBe('LEAD_CLOSED')
    expect((await admin.post(`/v1/leads/${again.id}/refer`, { partnerId: 'ptn_1' })).body.code).toBe('LEAD_CLOSED')
  })

  it('promises, with link, a lead that is tied to the first and routed like any other', async () => {
    await prefer({ mode: 'all' })
    const first = await submit()
    const second = await submit({ lastName: 'Other' })
    const third = await submit({ email: 'new@example.com' })
    expect([second.location, third.location]).toEqual(['routed', 'routed'])
    expect([(await read(second)).duplicateOf, (await read(third)).duplicateOf]).toEqual([first.id, first.id])
    expect(await read(first)).toMatchObject({ duplicateOf: null, duplicates: [third.id, second.id] })
  })

  it.each([
    ['Wednesday 11:00 reaches back to Monday 11:00', wednesday, true],
    ['a millisecond later it does not', wednesday + 1, false],
  ])('promises a window of two days of 24 hours: %s', async (_, at, isDuplicate) => {
    await prefer({ mode: 'window', days: 2, action: 'reject' })
    await submit({}, { at: monday })
    expect((await submit({}, { at })).closedBecause).toBe(isDuplicate ? 'DUPLICATE' : null)
  })

  it('promises that whoever was turned away does not hold the window open', async () => {
    await prefer({ mode: 'window', days: 2, action: 'reject' })
    await submit({}, { at: monday })
    expect((await submit({}, { at: monday + dayMs })).closedBecause).toBe('DUPLICATE')
    expect((await submit({}, { at: monday + 2 * dayMs + 1 })).location).toBe('routed')
  })

  it.each([
    ['the same number in another spelling', { phone: '020 7946 0018' }, { phone: '+44 (0)20 7946 0018' }],
    ['a number that is the other one of the first', { phone2: '020 7946 0018' }, { phone: '02079460018' }],
    ['another number that is the main one of the first', { phone: '020 7946 0018' }, { phone2: '02079460018' }],
    ['the other numbers of both', { phone2: '020 7946 0018' }, { phone2: '02079460018' }],
  ])('promises that numbers are crossed over: %s', async (_, one, other) => {
    await prefer({ mode: 'all', match: ['phone'], action: 'reject' })
    await submit({ ...one, email: 'one@example.com' })
    const elsewhere = { phone: '020 7946 0999', email: 'two@example.com' }
    expect((await submit(elsewhere)).closedBecause).toBeNull()
    expect((await submit({ ...elsewhere, ...other })).closedBecause).toBe('DUPLICATE')
  })

  it('promises that all must be the same where the broker says all', async () => {
    await prefer({ mode: 'all', combine: 'all', action: 'reject' })
    await submit()
    expect((await submit({ phone: '020 7946 0999' })).closedBecause).toBeNull()
    expect((await submit()).closedBecause).toBe('DUPLICATE')
  })

  it('promises that with the scope of a group other groups do not count', async () => {
    await prefer({ mode: 'all', scope: 'group', action: 'reject' })
    await submit({}, { type: 1 })
    expect((await submit({}, { type: 3 })).closedBecause).toBeNull()
    expect((await submit({}, { type: 2 })).closedBecause).toBe('DUPLICATE')
  })

  it('promises that a partner which had one of the leads gets no other, where the broker says so', async () => {
    await prefer({ mode: 'all', clusterOnce: true })
    const [first, second, third] = [await submit(), await submit(), await submit()]
    expect(new Set([await partnerOf(first), await partnerOf(second)])).toEqual(new Set(['ptn_1', 'ptn_2']))
    expect(third.location).toBe('held')
    const codes = (await read(third)).trace.considered.flatMap((line: { failures: { code: string }[] }) =>
      line.failures.map(({ code }) => code),
    )
    expect(new Set(codes)).toEqual(new Set(['ALREADY_REFERRED']))
  })
})

describe('contact details that are newer (D11)', () => {
  const news = { email: 'ada.new@example.com', postcode: 'M1 1AE', phone2: '07700 900123' }

  it('promises the newest on the first lead, what stood there in its history, and the rest untouched', async () => {
    await prefer({ mode: 'all', action: 'link-and-copy' })
    const first = await submit({ details: 'A new roof, please.' })
    const again = await submit({ ...news, details: 'Never mind the roof.' })
    const lead = await read(first)
    expect(lead.fields).toEqual({ ...usualLead(1), ...news, details: 'A new roof, please.' })
    expect(lead.postcodeQuality).toBe('strict')
    expect(lead.timeline).toContainEqual(
      expect.objectContaining({
        id: first.id,
        version: lead.version,
        event: 'lead.contact-copied',
        data: {
          from: again.id,
          changed: {
            email: [usualLead(1).email, news.email],
            phone2: [null, news.phone2],
            postcode: ['NW1 6XE', 'M1 1AE'],
          },
        },
      }),
    )
    expect(await read(again)).toMatchObject({ duplicateOf: first.id, location: 'routed' })
    expect(await testDb().prepare('SELECT outward FROM leads WHERE id = ?').bind(first.id).first('outward')).toBe('M1')
  })

  it('promises that what says nothing new, or nothing at all, changes nothing', async () => {
    await prefer({ mode: 'all', action: 'link-and-copy' })
    const first = await submit({ phone2: '07700 900123' })
    await submit()
    expect(await read(first)).toMatchObject({ fields: { phone2: '07700 900123' } })
    expect((await read(first)).timeline.map(({ event }: { event: string }) => event)).not.toContain(
      'lead.contact-copied',
    )
  })

  it('promises that many at once all leave their trace on the first', async () => {
    await prefer({ mode: 'all', action: 'link-and-copy' })
    const first = await submit()
    const others = await Promise.all(
      [1, 2, 3, 4].map((n) => submit({ phone2: `07700 90012${n}`, email: usualLead(1).email })),
    )
    const lead = await read(first)
    const copies = lead.timeline.filter(({ event }: { event: string }) => event === 'lead.contact-copied')
    expect(copies.map(({ data }: { data: { from: string } }) => data.from).sort()).toEqual(
      others.map(({ id }) => id).sort(),
    )
    expect(copies.at(-1).data.changed.phone2[1]).toBe(lead.fields.phone2)
  })
})

describe('many leads of one person at once (D11)', () => {
  it('promises that one is accepted and all others are turned away, tied to it', async () => {
    await prefer({ mode: 'all', action: 'reject' })
    const leads = await Promise.all(Array.from({ length: 12 }, () => submit()))
    const accepted = leads.filter(({ closedBecause }) => closedBecause === null)
    expect(accepted).toHaveLength(1)
    expect((await read(accepted[0]!)).duplicates).toHaveLength(11)
  })

  it('promises that all of them make one cluster with one first lead', async () => {
    await prefer({ mode: 'all' })
    const leads = await Promise.all(Array.from({ length: 12 }, () => submit()))
    const originals = await Promise.all(leads.map(async (lead) => (await read(lead)).duplicateOf))
    expect(originals.filter((original) => original === null)).toHaveLength(1)
    expect(new Set(originals.filter((original) => original !== null)).size).toBe(1)
  })
})

describe('leads of one person that count as one (D1.19)', () => {
  it('promises each partner one of many at once', async () => {
    await prefer({ mode: 'all', clusterOnce: true })
    const leads = await Promise.all(Array.from({ length: 8 }, () => submit()))
    const routed = leads.filter(({ location }) => location === 'routed')
    expect((await Promise.all(routed.map(partnerOf))).sort()).toEqual(['ptn_1', 'ptn_2'])
  })
})

describe('a partner’s own window (D1.20)', () => {
  it('promises one of many leads of one person at once', async () => {
    await withWindow()
    await only1()
    const leads = await Promise.all(Array.from({ length: 8 }, () => submit()))
    expect(leads.filter(({ location }) => location === 'routed')).toHaveLength(1)
    expect(leads.filter(({ location }) => location === 'held')).toHaveLength(7)
  })

  const withWindow = () =>
    testDb().prepare('UPDATE partners SET repeat_days = 2, version = version + 1 WHERE id = 1').run()
  const only1 = () => testDb().prepare('UPDATE partners SET online = 0, version = version + 1 WHERE id = 2').run()

  it('promises that the same person goes to somebody else until it is over, whatever the broker’s own rule', async () => {
    await withWindow()
    await only1()
    expect(await partnerOf(await submit({}, { at: monday }))).toBe('ptn_1')
    const second = await submit({ lastName: 'Other' }, { at: wednesday })
    expect(second.location).toBe('held')
    expect((await read(second)).trace.considered[0].failures).toMatchObject([
      { code: 'DUPLICATE_FOR_PARTNER', values: { repeatDays: 2, lastReferredAt: new Date(monday).toISOString() } },
    ])
    expect(await partnerOf(await submit({}, { at: wednesday + 1 }))).toBe('ptn_1')
  })

  it('promises that another person, and a partner without a window, are served', async () => {
    await withWindow()
    await only1()
    await submit()
    expect((await submit(usualLead(2))).location).toBe('routed')
    await testDb().prepare('UPDATE partners SET repeat_days = 0, version = version + 1 WHERE id = 1').run()
    expect((await submit()).location).toBe('routed')
  })
})

describe('a person who asked not to be contacted (D1.22)', () => {
  const suppress = async (contacts: string[], partnerId: string | null) =>
    expect((await admin.post('/v1/suppressions', { contacts, partnerId })).body.added).toBe(contacts.length)

  it.each([
    ['an e-mail address', 'PERSON1@example.com'],
    ['a telephone number', '+442079460001'],
  ])('promises that %s on everybody’s list keeps the lead from everybody', async (_, contact) => {
    await suppress([contact], null)
    const lead = await submit()
    expect(lead).toMatchObject({ location: 'closed', closedBecause: 'SUPPRESSED', referrals: 0 })
    expect((await admin.post(`/v1/leads/${lead.id}/refer`, { partnerId: 'ptn_1' })).status).toBe(409)
  })

  it('promises that an introducer learns that it is not accepted, and not why', async () => {
    await suppress(['person1@example.com'], null)
    await testDb().prepare('UPDATE partners SET introduces = 1, version = version + 1 WHERE id = 2').run()
    const introducer = client({ key: (await seedKey({ kind: 'partner', partnerId: 2 })).key })
    const lead = { id: leadIdAt(monday, 7), leadTypeId: 'typ_1', fields: usualLead(1) }
    for (const answer of [await introducer.post('/v1/leads', lead), await introducer.post('/v1/leads', lead)])
      expect(answer.body).toMatchObject({ location: 'closed', closedBecause: 'NOT_ACCEPTED' })
  })

  it('promises that the other number of a lead counts as well', async () => {
    await suppress(['07700 900123'], null)
    expect((await submit({ phone2: '07700900123' })).closedBecause).toBe('SUPPRESSED')
  })

  it('promises that one partner’s list keeps the lead from that partner only', async () => {
    await suppress(['person1@example.com'], 'ptn_1')
    for (let n = 0; n < 3; n += 1) expect(await partnerOf(await submit())).toBe('ptn_2')
    const { body } = await admin.get(`/v1/leads/${(await submit()).id}`)
    expect(JSON.stringify(body.trace)).not.toContain('person1@example.com')
  })

  it('promises that whoever asks while the lead is being decided on is referred to nobody', async () => {
    const asks = () => suppress(['person1@example.com'], null)
    const fields = usualLead(1)
    const lead = { leadTypeId: 1, introducerId: null, channel: 'json', pageUrl: null, fields } as const
    // The first batch reads the queue, the second commits.
    const receipt = await captureLead(testCtx({ now: monday, db: meanwhile(testDb(), 2, asks) }), lead)
    expect(receipt).toMatchObject({ location: 'closed', closedBecause: 'SUPPRESSED', referrals: 0 })
  })

  it('promises that a lead which waited is not referred to whom the person asked not to be contacted by since', async () => {
    await testDb().prepare('UPDATE partners SET online = 0, version = version + 1').run()
    const lead = await submit()
    expect(lead.location).toBe('held')
    await suppress(['person1@example.com'], null)
    await testDb().prepare('UPDATE partners SET online = 1, version = version + 1').run()
    await admin.post(`/v1/leads/${lead.id}/route`)
    expect((await read(lead)).referrals).toEqual([])
  })
})

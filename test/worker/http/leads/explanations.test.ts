import { beforeEach, describe, expect, it } from 'vitest'
import { type Answer, client } from '../../../support/client.ts'
import { testDb } from '../../../support/ctx.ts'
import { leadIdAt } from '../../../support/random.ts'
import { seedAdminKey, seedKey } from '../../../support/seed-access.ts'
import { settledFetch } from '../../../support/settled-fetch.ts'
import { buildWorld, usualLead } from '../../../support/world.ts'

let admin: ReturnType<typeof client>

beforeEach(async () => {
  admin = client({ key: await seedAdminKey(), fetch: settledFetch() })
  await buildWorld(testDb(), {
    leadTypes: [{ id: 1 }, { id: 2, name: 'By hand', referralMethod: 'manual' }],
    partners: [
      { id: 1, name: 'Ready, "Windows"' },
      { id: 2, name: '=Paused Windows', online: false },
      { id: 3, name: 'Broke Windows', balance: 0, dailyLimit: 3 },
      { id: 4, name: 'Introducer', buys: false, introduces: true },
    ],
    setups: [
      { id: 1, partnerId: 1, leadTypeId: 1, places: ['NW', 'M1'] },
      { id: 2, partnerId: 2, leadTypeId: 1 },
      { id: 3, partnerId: 3, leadTypeId: 1 },
      { id: 4, partnerId: 3, leadTypeId: 2 },
    ],
  })
})

const capture = async (n = 1, more: object = {}): Promise<string> =>
  (await admin.post('/v1/leads', { leadTypeId: 'typ_1', fields: usualLead(n), ...more })).body.id

const keyOf = async (partnerId: number) =>
  client({ key: (await seedKey({ kind: 'partner', partnerId })).key, fetch: settledFetch() })

const shown = ({ body }: Answer): unknown =>
  body.items.map((line: { partner: { id: string }; leadType: { id: string }; failures: { code: string }[] }) => [
    line.partner.id,
    line.leadType.id,
    ...line.failures.map(({ code }) => code),
  ])

describe('the Partner Eligibility Report', () => {
  it('promises for a lead where it lies, by which places it is covered, and what it would cost', async () => {
    const { body } = await admin.get(`/v1/eligibility?lead=${await capture()}`)
    expect(body.items[0]).toMatchObject({
      partner: { id: 'ptn_1' },
      leadType: { id: 'typ_1', name: 'Type 1' },
      setup: 'set_1',
      priceMinor: 1000,
      location: { allAreas: false, placeCount: 2, outward: 'NW1', coveredBy: ['NW'] },
    })
    expect(body.items[1].location).toMatchObject({ allAreas: true, placeCount: 0, coveredBy: ['all areas'] })
    expect(body).toMatchObject({ exact: true, notKnown: [], nextCursor: null })
  })

  it('promises what keeps a lead from everybody beside what each partner fails', async () => {
    const { body } = await admin.get(`/v1/eligibility?lead=${await capture()}`)
    expect(body.lead.failures).toMatchObject([{ code: 'SCOPE_REACHED', values: { scope: 1, liveReferrals: 1 } }])
  })

  it('promises for a partner every lead type, and for nobody in particular everybody', async () => {
    expect(shown(await admin.get('/v1/eligibility?partner=ptn_4'))).toEqual([
      ['ptn_4', 'typ_1', 'NOT_BUYER', 'TYPE_NOT_SELECTED'],
      ['ptn_4', 'typ_2', 'NOT_BUYER', 'TYPE_NOT_SELECTED'],
    ])
    expect(shown(await admin.get('/v1/eligibility'))).toEqual([
      ['ptn_1', 'typ_1'],
      ['ptn_1', 'typ_2', 'TYPE_NOT_SELECTED'],
      ['ptn_2', 'typ_1', 'OFFLINE'],
      ['ptn_2', 'typ_2', 'TYPE_NOT_SELECTED', 'OFFLINE'],
      ['ptn_3', 'typ_1', 'NO_CREDIT'],
      ['ptn_3', 'typ_2', 'NO_CREDIT'],
    ])
  })

  it.each([
    ['eligible=true', [['ptn_1', 'typ_1']]],
    [
      'eligible=false&partner=ptn_2',
      [
        ['ptn_2', 'typ_1', 'OFFLINE'],
        ['ptn_2', 'typ_2', 'TYPE_NOT_SELECTED', 'OFFLINE'],
      ],
    ],
    [
      'code=NO_CREDIT',
      [
        ['ptn_3', 'typ_1', 'NO_CREDIT'],
        ['ptn_3', 'typ_2', 'NO_CREDIT'],
      ],
    ],
    ['code=FILTER', []],
  ])('promises with %s those only', async (query, lines) => {
    expect(shown(await admin.get(`/v1/eligibility?${query}`))).toEqual(lines)
  })

  it('promises pages that go on where the last one ended, filtered or not', async () => {
    const read: unknown[] = []
    for (let cursor = ''; ; ) {
      const answer = await admin.get(`/v1/eligibility?limit=4&eligible=false${cursor}`)
      read.push(...(shown(answer) as unknown[]))
      if (answer.body.nextCursor === null) break
      cursor = `&cursor=${answer.body.nextCursor}`
    }
    expect(read).toEqual(shown(await admin.get('/v1/eligibility?eligible=false')))
  })

  it.each([
    ['lead=lead_0195e2f4-6a3c-7b21-8d4e-5f6000000000', 404, 'NOT_FOUND'],
    ['leadType=typ_9', 404, 'NOT_FOUND'],
    ['partner=ptn_9', 404, 'NOT_FOUND'],
    ['leadType=typ_9&at=2026-01-01T00:00:00Z', 404, 'NOT_FOUND'],
    ['at=2190-01-01T00:00:00Z', 422, 'INVALID_QUERY'],
    ['at=yesterday', 422, 'INVALID_QUERY'],
    ['code=RAIN', 422, 'INVALID_QUERY'],
    ['cursor=5', 422, 'INVALID_QUERY'],
    ['format=xml', 422, 'INVALID_QUERY'],
    ['lead=lead_0195e2f4-6a3c-7b21-8d4e-5f6000000000&leadType=typ_1', 422, 'INVALID_QUERY'],
  ])('promises that %s is refused', async (query, status, code) => {
    const answer = await admin.get(`/v1/eligibility?${query}`)
    expect([answer.status, answer.body.code]).toEqual([status, code])
  })

  it('promises that a moment before the lead came in is named as the trouble', async () => {
    const { body } = await admin.get(`/v1/eligibility?lead=${await capture()}&at=2020-01-01T00:00:00Z`)
    expect(body.errors).toMatchObject([{ pointer: 'at', code: 'NOT_THERE_YET' }])
  })

  it.each([['?format=csv', {}] as const, ['', { headers: { Accept: 'text/csv' } }] as const])(
    'promises the same as CSV (%s)',
    async (query, options) => {
      const { headers, body } = await admin.get(`/v1/eligibility${query}`, options)
      const [head, ...lines] = (body as string).split('\r\n')
      expect(headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
      expect(headers.get('Content-Disposition')).toBe('attachment; filename="eligibility.csv"')
      expect(head).toContain('Partner,Partner name,Lead type')
      expect(lines[0]).toContain('ptn_1,"Ready, ""Windows""",typ_1,Type 1,set_1,true,1000')
      expect(lines[2]).toContain("ptn_2,'=Paused Windows,typ_1")
      expect(lines[4]).toContain('"NO_CREDIT (availableMinor 0, creditLimitMinor 0, priceMinor 1000)"')
      expect(lines).toHaveLength(7)
    },
  )

  it('promises the cursor of the next page with CSV too, and plain problems', async () => {
    const { headers } = await admin.get('/v1/eligibility?format=csv&limit=2')
    const next = headers.get('Next-Cursor')
    expect(((await admin.get(`/v1/eligibility?format=csv&cursor=${next}`)).body as string).split('\r\n')[1]).toContain(
      'ptn_2',
    )
    expect((await admin.get('/v1/eligibility?format=csv&limit=0')).body.code).toBe('INVALID_QUERY')
    expect((await admin.get('/v1/partners?format=csv')).body.code).toBe('INVALID_QUERY')
  })
})

describe('a report of the past', () => {
  it('promises what was, whatever was changed since', async () => {
    const id = await capture()
    const before = new Date().toISOString()
    await new Promise((done) => setTimeout(done, 5))
    await admin.post('/v1/partners/ptn_2/resume')
    await admin.patch('/v1/setups/set_3', { price: { amount: 0, currency: 'GBP' }, allAreas: false, places: ['SW'] })
    const now = shown(await admin.get(`/v1/eligibility?lead=${id}`))
    const then = await admin.get(`/v1/eligibility?lead=${id}&at=${before}`)
    expect(now).toEqual([
      ['ptn_1', 'typ_1', 'ALREADY_REFERRED'],
      ['ptn_2', 'typ_1'],
      ['ptn_3', 'typ_1', 'LOCATION_NO_MATCH'],
    ])
    expect(shown(then)).toEqual([
      ['ptn_1', 'typ_1', 'ALREADY_REFERRED'],
      ['ptn_2', 'typ_1', 'OFFLINE'],
      ['ptn_3', 'typ_1', 'NO_CREDIT'],
    ])
    expect(then.body).toMatchObject({ at: before, exact: true, notKnown: [] })
    const one = await admin.get(`/v1/eligibility?partner=ptn_2&leadType=typ_1&at=${before}`)
    expect(shown(one)).toEqual([['ptn_2', 'typ_1', 'OFFLINE']])
  })

  it('promises to say what it cannot know: a change that left nothing in history', async () => {
    const before = new Date().toISOString()
    await new Promise((done) => setTimeout(done, 5))
    await testDb().prepare('UPDATE partners SET online = 1, version = version + 1 WHERE id = 2').run()
    const { body } = await admin.get(`/v1/eligibility?partner=ptn_2&leadType=typ_1&at=${before}`)
    expect(body).toMatchObject({ exact: false, notKnown: ['settings of ptn_2'] })
  })
})

describe('why a lead went where it went', () => {
  it('promises a sentence for every partner, and that it comes out the same', async () => {
    const { body } = await admin.get(`/v1/leads/${await capture()}/decision`)
    const [decision] = body.decisions
    expect(decision).toMatchObject({
      event: 'lead.captured',
      location: 'routed',
      scope: 1,
      wanted: 1,
      because: 'It went to Ready, "Windows", out of 3 partners that stood first in its queues.',
      replayed: { same: true, exact: true, differences: [] },
    })
    const said = decision.considered.map(({ because }: { because: string }) => because)
    expect(said.toSorted()).toEqual([
      '=Paused Windows could not take this lead: its leads were paused.',
      'Broke Windows could not take this lead: it had 0.00 GBP available and a credit limit of 0.00 GBP, and the lead cost 10.00 GBP.',
      'Ready, "Windows" got this lead: it was number 1 in the order, on the queue of NW, with priority 0, and had never had a lead there.',
    ])
  })

  it('promises to explain a partner that nobody looked at, since it was parked', async () => {
    await capture(1)
    const id = await capture(2)
    const { body } = await admin.get(`/v1/leads/${id}/decision?partner=ptn_2`)
    expect(body.decisions[0].considered.map(({ partner }: { partner: { id: string } }) => partner.id)).toEqual([
      'ptn_1',
    ])
    expect(body.decisions[0].notConsidered).toMatchObject([
      { partner: { id: 'ptn_2' }, fate: 'failed', failures: [{ code: 'OFFLINE' }] },
    ])
    const { body: unasked } = await admin.get(`/v1/leads/${id}/decision`)
    expect(unasked.decisions[0].notConsidered.map(({ partner }: { partner: { id: string } }) => partner.id)).toEqual([
      'ptn_2',
      'ptn_3',
    ])
  })

  it('promises what a person overrode, and why', async () => {
    const id = await capture(1, { leadTypeId: 'typ_2' })
    await admin.post(`/v1/leads/${id}/refer`, {
      partnerId: 'ptn_1',
      override: ['TYPE_NOT_SELECTED', 'NO_LOCATIONS_SET'],
      reason: 'They asked for this one.',
    })
    const { body } = await admin.get(`/v1/leads/${id}/decision`)
    expect(body.decisions.map(({ because }: { because: string }) => because)).toEqual([
      'It came in and waits for a person: leads of its type are not referred by themselves.',
      'A person referred it to Ready, "Windows".',
    ])
    expect(body.decisions[1]).toMatchObject({ reason: 'They asked for this one.', replayed: { same: true } })
    expect(body.decisions[1].override.codes).toContain('TYPE_NOT_SELECTED')
    expect(body.decisions[1].considered[0].because).toContain('although it had no setup for this lead type')
  })

  it.each([
    ['/v1/leads/lead_0195e2f4-6a3c-7b21-8d4e-5f6000000000/decision', 404, 'NOT_FOUND'],
    ['/v1/leads/lead_1/decision', 404, 'INVALID_ID'],
  ])('promises that %s is refused', async (path, status, code) => {
    const answer = await admin.get(path)
    expect([answer.status, answer.body.code]).toEqual([status, code])
  })

  it('promises 404 for a partner that is not there, and nothing of it to a partner', async () => {
    const id = await capture()
    expect((await admin.get(`/v1/leads/${id}/decision?partner=ptn_99`)).body.code).toBe('NOT_FOUND')
    expect((await (await keyOf(1)).get(`/v1/leads/${id}/decision`)).status).toBe(403)
    expect((await (await keyOf(1)).get('/v1/eligibility')).status).toBe(403)
  })
})

describe('fairness', () => {
  const path = (partner: string, more = '') => `/v1/partners/${partner}/fairness?leadType=typ_1${more}`

  /** Six partners that all buy everything, so that there are five others. */
  const addRivals = () =>
    buildWorld(testDb(), {
      leadTypes: [],
      partners: [5, 6, 7, 8, 9].map((id) => ({ id, name: `Rival ${id}` })),
      setups: [5, 6, 7, 8, 9].map((id) => ({ id, partnerId: id, leadTypeId: 1 })),
    })

  it('promises an admin what a partner got, and by what it missed the others', async () => {
    for (let n = 1; n <= 3; n++) await capture(n)
    expect((await admin.get(path('ptn_1'))).body).toMatchObject({
      leads: 3,
      eligible: 3,
      won: 3,
      outranked: 0,
      share: 1,
    })
    expect((await admin.get(path('ptn_2'))).body).toMatchObject({
      leads: 3,
      eligible: 0,
      won: 0,
      share: 0,
      missed: [{ code: 'OFFLINE', leads: 3 }],
      exact: true,
    })
  })

  it('promises a partner its own causes, and nothing from which a few others could be worked out', async () => {
    for (let n = 1; n <= 3; n++) await capture(n)
    const { status, body } = await (await keyOf(2)).get(path('ptn_2'))
    expect(status).toBe(200)
    expect(body).toMatchObject({ leads: null, eligible: null, outranked: null, share: null, others: null, won: 0 })
    expect(body.missed).toEqual([{ code: 'OFFLINE', leads: 3 }])
    expect(body.withheld).toContain('Fewer than 5 other partners')
  })

  it('promises sums over others once they are five, and never a name, an id or a price of theirs', async () => {
    await addRivals()
    for (let n = 1; n <= 24; n++) await capture(n)
    const { body } = await (await keyOf(1)).get(path('ptn_1'))
    expect(body.withheld).toBeNull()
    expect(body.others.partners).toBe(5)
    expect(body.won + body.outranked).toBe(24)
    expect(body.others.averageShare).toBeCloseTo((1 - body.share) / 5, 3)
    expect(JSON.stringify(body)).not.toMatch(/Rival|ptn_[2-9]|lead_|Ada|example\.com|1000/)
  })

  it('promises that somebody else is as good as not there, and so is what is not', async () => {
    const own = await keyOf(1)
    expect((await own.get(path('ptn_2'))).body.code).toBe('NOT_FOUND')
    expect((await own.get(path('ptn_99'))).body.code).toBe('NOT_FOUND')
    expect((await admin.get(path('ptn_99'))).body.code).toBe('NOT_FOUND')
    expect((await admin.get('/v1/partners/ptn_1/fairness?leadType=typ_9')).body.code).toBe('NOT_FOUND')
  })

  it.each([
    ['&from=2026-01-01T00:00:00Z&to=2026-06-01T00:00:00Z', 'from', 'TOO_LONG'],
    ['&from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z', 'from', 'NOT_BEFORE'],
    ['&to=2190-01-01T00:00:00Z', 'to', 'IN_FUTURE'],
  ])('promises that the window %s is refused', async (window, pointer, code) => {
    const { status, body } = await admin.get(path('ptn_1', window))
    expect([status, body.errors[0].pointer, body.errors[0].code]).toEqual([422, pointer, code])
  })

  it('promises to say where to part a window of too many leads', async () => {
    const start = Date.now() - 3_600_000
    const rows = Array.from({ length: 1001 }, (_, n) => ({ id: leadIdAt(start + n, n), at: start + n }))
    await testDb()
      .prepare(
        `INSERT INTO leads (id, version, lead_type_id, channel, received_at, location, stage, fields, submission_hash)
         SELECT value ->> 'id', 1, 1, 'json', value ->> 'at', 'held', 'new', '{}', '' FROM json_each(?)`,
      )
      .bind(JSON.stringify(rows))
      .run()
    const { body } = await admin.get(path('ptn_1'))
    expect(body.errors[0]).toMatchObject({ pointer: 'to', code: 'TOO_MANY' })
    expect(body.errors[0].message).toContain(new Date(start + 1000).toISOString())
  })
})

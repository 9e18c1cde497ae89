import { beforeEach, describe, expect, it } from 'vitest'
import { client } from '../../../support/client.ts'
import { testDb } from '../../../support/ctx.ts'
import { leadIdAt } from '../../../support/random.ts'
import { seedAdminKey, seedKey } from '../../../support/seed-access.ts'
import { settledFetch } from '../../../support/settled-fetch.ts'
import { buildWorld, usualLead } from '../../../support/world.ts'

let admin: ReturnType<typeof client>

beforeEach(async () => {
  admin = client({ key: await seedAdminKey(), fetch: settledFetch() })
  await buildWorld(testDb(), {
    leadTypes: [
      { id: 1, scope: 2 },
      { id: 2, referralMethod: 'manual', name: 'By hand' },
    ],
    partners: [
      { id: 1, name: 'Ready Windows' },
      { id: 2, name: 'Paused Windows', online: false, dailyLimit: 1 },
      { id: 3, name: 'Broke Windows', balance: 0 },
      { id: 4, name: 'Introducer', buys: false, introduces: true },
    ],
    setups: [1, 2, 3].flatMap((id) => [
      { id, partnerId: id, leadTypeId: 1 },
      { id: 10 + id, partnerId: id, leadTypeId: 2 },
    ]),
  })
})

const body = (n = 1, more: Record<string, unknown> = {}) => ({ leadTypeId: 'typ_1', fields: usualLead(n), ...more })

/** Every row of every table but the keys' housekeeping: what a dry run must leave as it was. */
async function everything(): Promise<string> {
  const db = testDb()
  const { results: tables } = await db
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name NOT IN ('access_keys', 'd1_migrations')",
    )
    .all<{ name: string }>()
  const rows = await db.batch(tables.map(({ name }) => db.prepare(`SELECT * FROM ${name}`)))
  return JSON.stringify(rows.map(({ results }, i) => [tables[i]!.name, results]))
}

describe('handing a lead in', () => {
  it('promises a receipt once the lead is committed, and a lead that explains itself', async () => {
    const { status, body: receipt } = await admin.post('/v1/leads', body())
    expect([status, receipt.location, receipt.referrals]).toEqual([201, 'routed', 1])
    const { body: lead } = await admin.get(`/v1/leads/${receipt.id}`)
    expect(
      lead.trace.considered.map((line: { partner: string; failures: { code: string }[] }) => [
        line.partner,
        line.failures.map(({ code }) => code),
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['ptn_1', []],
        ['ptn_2', ['OFFLINE']],
        ['ptn_3', ['NO_CREDIT']],
      ]),
    )
    const credit = lead.trace.considered.find((line: { partner: string }) => line.partner === 'ptn_3').failures[0]
    expect(credit.values).toMatchObject({ availableMinor: 0, priceMinor: 1000 })
  })

  it('promises every bad field at once, each with its pointer and what to mend', async () => {
    const { status, body: problem } = await admin.post(
      '/v1/leads',
      body(1, { fields: { firstName: '', email: 'nobody', phone: '12', postcode: 'HELLO', colour: 'red' } }),
    )
    expect([status, problem.code]).toEqual([422, 'INVALID_BODY'])
    expect(
      Object.fromEntries(problem.errors.map((error: { pointer: string; code: string }) => [error.pointer, error.code])),
    ).toEqual({
      '/fields/firstName': 'REQUIRED',
      '/fields/lastName': 'REQUIRED',
      '/fields/email': 'INVALID_EMAIL',
      '/fields/phone': 'INVALID_PHONE',
      '/fields/postcode': 'INVALID_POSTCODE',
      '/fields/colour': 'UNKNOWN_FIELD',
    })
    expect((await admin.get('/v1/leads')).body.items).toEqual([])
  })

  it.each([
    ['an unknown lead type', { leadTypeId: 'typ_99' }, '/leadTypeId'],
    ['an introducer that introduces nothing', { introducerId: 'ptn_1' }, '/introducerId'],
    ['an introducer that is not there', { introducerId: 'ptn_99' }, '/introducerId'],
    ['an id from the future', { id: leadIdAt(Date.now() + 86_400_000, 1) }, '/id'],
    ['an id of another shape', { id: 'lead_1' }, '/id'],
    ['a page that is no address', { pageUrl: 'nowhere' }, '/pageUrl'],
  ])('promises to refuse %s at its pointer', async (_, more, pointer) => {
    const { status, body: problem } = await admin.post('/v1/leads', body(1, more))
    expect([status, problem.errors.map((error: { pointer: string }) => error.pointer)]).toEqual([422, [pointer]])
  })

  it('promises that a lead nobody can take is held, with its reasons, and taken when somebody can', async () => {
    await testDb().prepare('UPDATE partners SET online = 0, version = version + 1').run()
    const { body: receipt } = await admin.post('/v1/leads', body())
    expect(receipt).toMatchObject({ location: 'held', referrals: 0 })
    expect((await admin.get('/v1/leads?location=held')).body.items).toMatchObject([{ id: receipt.id }])
    await testDb().prepare('UPDATE partners SET online = 1, version = version + 1 WHERE id = 1').run()
    const { body: routed } = await admin.post(`/v1/leads/${receipt.id}/route`)
    expect(routed).toEqual({ referrals: 1, location: 'routed' })
  })

  it('promises that the same id with the same content gets the same answer, and with other content a refusal', async () => {
    const id = leadIdAt(Date.now(), 5)
    const first = await admin.post('/v1/leads', body(1, { id }))
    const again = await admin.post('/v1/leads', body(1, { id }))
    expect(again.body).toEqual(first.body)
    expect((await admin.post('/v1/leads', body(2, { id }))).body.code).toBe('ID_TAKEN')
    const other = client({ key: (await seedKey({ kind: 'admin' })).key, fetch: settledFetch() })
    expect((await other.post('/v1/leads', body(1, { id }))).body.code).toBe('ID_TAKEN')
  })

  it('promises that an Idempotency-Key gets the stored answer back', async () => {
    const headers = { 'Idempotency-Key': 'once' }
    const first = await admin.post('/v1/leads', body(), { headers })
    const again = await admin.post('/v1/leads', body(), { headers })
    expect([again.body, again.headers.get('Idempotent-Replay')]).toEqual([first.body, 'true'])
    expect((await admin.post('/v1/leads', body(2), { headers })).body.code).toBe('IDEMPOTENCY_MISMATCH')
    expect((await admin.get('/v1/leads')).body.items).toHaveLength(1)
  })

  it('promises that a partner introduces in its own name only', async () => {
    const partner = client({ key: (await seedKey({ kind: 'partner', partnerId: 4 })).key, fetch: settledFetch() })
    const { body: receipt } = await partner.post('/v1/leads', body())
    expect((await admin.get(`/v1/leads/${receipt.id}`)).body.introducer).toBe('ptn_4')
    expect((await partner.post('/v1/leads', body(2, { introducerId: 'ptn_1' }))).status).toBe(403)
    const buyer = client({ key: (await seedKey({ kind: 'partner', partnerId: 1 })).key, fetch: settledFetch() })
    expect((await buyer.post('/v1/leads', body(3))).body.errors).toMatchObject([{ code: 'NOT_INTRODUCER' }])
  })
})

describe('the list of leads', () => {
  it('promises pages that go on where the one before ended', async () => {
    for (const n of [1, 2, 3]) await admin.post('/v1/leads', body(n))
    const { body: all } = await admin.get('/v1/leads')
    const { body: first } = await admin.get('/v1/leads?limit=2')
    const { body: second } = await admin.get(`/v1/leads?limit=2&cursor=${first.nextCursor}`)
    expect([...first.items, ...second.items]).toEqual(all.items)
    expect([all.items.length, second.nextCursor]).toEqual([3, null])
  })

  it.each(['x', '', '7', 'lead_', `ref_${leadIdAt(0, 1).slice(5)}`])(
    'promises 422 to a cursor that no page gave: %j',
    async (cursor) => {
      const { status, body: problem } = await admin.get(`/v1/leads?cursor=${cursor}`)
      expect([status, problem.code, problem.errors?.[0]?.pointer]).toEqual([422, 'INVALID_QUERY', 'cursor'])
    },
  )
})

describe('a dry run', () => {
  it('promises that it tells a partner nothing of others: the trace is for admins', async () => {
    const partner = client({ key: (await seedKey({ kind: 'partner', partnerId: 4 })).key, fetch: settledFetch() })
    const { status, body: dry } = await partner.post('/v1/leads?dryRun=true', body())
    expect([status, dry.effects.map(({ data }: { data: unknown }) => data)]).toEqual([200, [null]])
    expect(JSON.stringify(dry)).not.toMatch(/ptn_[123]|Minor/)
  })

  it.each(['?dryRun=true&dryRun=false', '?dryRun=false&dryRun=true'])('promises to refuse %s', async (query) => {
    expect((await admin.post(`/v1/leads${query}`, body())).status).toBe(422)
    expect((await admin.get('/v1/leads')).body.items).toEqual([])
  })

  it.each([
    ['handing a lead in', '/v1/leads', () => body(), ['lead.captured']],
    [
      'a transaction',
      '/v1/partners/ptn_3/transactions',
      () => ({ kind: 'payment', amount: { amount: 5000, currency: 'GBP' }, reason: 'Cheque' }),
      ['transaction.added'],
    ],
  ])(
    'promises of %s the exact answer and effects, and that nothing at all is written',
    async (_, path, sent, events) => {
      const before = await everything()
      const dry = await admin.post(`${path}?dryRun=true`, sent())
      expect(dry.status).toBe(200)
      expect(dry.body.effects.map(({ event }: { event: string }) => event)).toEqual(events)
      expect(await everything()).toBe(before)
      const real = await admin.post(path, sent())
      const { id: _id, receivedAt: _at, at: __, ...told } = dry.body.body
      expect(real.body).toMatchObject(told)
    },
  )

  it('promises of referring by hand and of routing again that nothing is written', async () => {
    await testDb().prepare('UPDATE partners SET online = 0, version = version + 1').run()
    const { body: receipt } = await admin.post('/v1/leads', body())
    await testDb().prepare('UPDATE partners SET online = 1, version = version + 1').run()
    const before = await everything()
    const route = await admin.post(`/v1/leads/${receipt.id}/route?dryRun=true`)
    expect(route.body.body).toEqual({ referrals: 2, location: 'routed' })
    const refer = await admin.post(`/v1/leads/${receipt.id}/refer?dryRun=true`, { partnerId: 'ptn_1' })
    expect(refer.body.body).toMatchObject({ partner: { id: 'ptn_1' }, state: 'referred' })
    expect(await everything()).toBe(before)
  })
})

describe('referring by hand', () => {
  const pending = async () => (await admin.post('/v1/leads', body(1, { leadTypeId: 'typ_2' }))).body

  it('promises that a lead of a manual type waits for a person', async () => {
    expect(await pending()).toMatchObject({ location: 'pending', referrals: 0 })
  })

  it('promises the same eligibility as routing, with every criterion that fails', async () => {
    const { id } = await pending()
    const { status, body: problem } = await admin.post(`/v1/leads/${id}/refer`, { partnerId: 'ptn_2' })
    expect([status, problem.code, problem.errors.map((error: { code: string }) => error.code)]).toEqual([
      409,
      'NOT_ELIGIBLE',
      ['OFFLINE'],
    ])
  })

  it('promises a referral that is held for, takes the turn and is counted', async () => {
    const { id } = await pending()
    const turn = () => testDb().prepare('SELECT rank FROM turns WHERE setup_id = 11').first('rank')
    const before = await turn()
    const { status, body: referral } = await admin.post(`/v1/leads/${id}/refer`, { partnerId: 'ptn_1' })
    expect([status, referral.state, referral.price]).toEqual([201, 'referred', { amount: 1000, currency: 'GBP' }])
    expect(await turn()).not.toBe(before)
    expect((await admin.post(`/v1/leads/${id}/refer`, { partnerId: 'ptn_1' })).body.code).toBe('SCOPE_REACHED')
  })

  it('promises that a partner that is not there is named at its pointer', async () => {
    const { id } = await pending()
    expect((await admin.post(`/v1/leads/${id}/refer`, { partnerId: 'ptn_99' })).body.errors).toMatchObject([
      { pointer: '/partnerId', code: 'NOT_FOUND' },
    ])
  })
})

describe('the Partner Eligibility Report', () => {
  it('promises every buyer with everything it fails on, and the same as the trace', async () => {
    const { body: receipt } = await admin.post('/v1/leads', body())
    const { body: report } = await admin.get(`/v1/eligibility?lead=${receipt.id}`)
    expect(
      report.items.map((line: { partner: { id: string }; eligible: boolean; failures: { code: string }[] }) => [
        line.partner.id,
        line.eligible,
        line.failures.map(({ code }) => code),
      ]),
    ).toEqual([
      ['ptn_1', false, ['ALREADY_REFERRED']],
      ['ptn_2', false, ['OFFLINE']],
      ['ptn_3', false, ['NO_CREDIT']],
    ])
  })

  it('promises a lead-independent report for a lead type, in pages', async () => {
    const first = await admin.get('/v1/eligibility?leadType=typ_1&limit=2')
    expect(first.body.items.map((line: { eligible: boolean }) => line.eligible)).toEqual([true, false])
    const second = await admin.get(`/v1/eligibility?leadType=typ_1&limit=2&cursor=${first.body.nextCursor}`)
    expect([second.body.items.length, second.body.nextCursor]).toEqual([1, null])
  })

  it.each([
    '?at=today',
    '?lead=lead_x',
    '?leadType=typ_1&cursor=x',
    '?leadType=typ_1&limit=0',
    '?leadType=typ_1&colour=red',
  ])('promises 422 to %s', async (query) => {
    expect((await admin.get(`/v1/eligibility${query}`)).body.code).toBe('INVALID_QUERY')
  })
})

describe('what is not theirs', () => {
  it('promises that a partner sees its own referrals, money and nothing of others', async () => {
    const { body: receipt } = await admin.post('/v1/leads', body())
    const { body: lead } = await admin.get(`/v1/leads/${receipt.id}`)
    const own = client({ key: (await seedKey({ kind: 'partner', partnerId: 1 })).key, fetch: settledFetch() })
    const other = client({ key: (await seedKey({ kind: 'partner', partnerId: 2 })).key, fetch: settledFetch() })
    const referral = lead.referrals[0].id
    expect((await own.get(`/v1/referrals/${referral}`)).body).toMatchObject({ id: referral })
    expect((await own.get('/v1/partners/ptn_1/referrals')).body.items).toHaveLength(1)
    expect((await own.get('/v1/partners/ptn_1/statement')).body.items.length).toBeGreaterThan(0)
    for (const path of [
      `/v1/referrals/${referral}`,
      '/v1/partners/ptn_1/referrals',
      '/v1/partners/ptn_1/statement',
      '/v1/partners/ptn_1/balance',
    ])
      expect((await other.get(path)).body, path).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    expect((await own.get(`/v1/leads/${receipt.id}`)).status).toBe(403)
  })
})

describe('money by hand', () => {
  const transact = (sent: unknown, partner = 'ptn_3') => admin.post(`/v1/partners/${partner}/transactions`, sent)
  const gbp = (amount: number) => ({ amount, currency: 'GBP' })

  it('promises a statement line with the balance after it, and credit that wakes a waiting partner', async () => {
    await admin.post('/v1/leads', body())
    expect(await testDb().prepare('SELECT due FROM turns WHERE setup_id = 3').first('due')).not.toBe(0)
    const { status, body: line } = await transact({ kind: 'payment', amount: gbp(5000), reason: 'Cheque' })
    expect([status, line.n, line.balance]).toEqual([201, 1, gbp(5000)])
    expect(await testDb().prepare('SELECT due FROM turns WHERE setup_id = 3').first('due')).toBe(0)
    expect((await admin.get('/v1/partners/ptn_3/statement')).body.items).toEqual([line])
    expect((await admin.get('/v1/partners/ptn_3/balance')).body.available).toEqual(gbp(5000))
  })

  it.each([
    ['no reason', { kind: 'payment', amount: gbp(1) }, '/reason'],
    ['nothing', { kind: 'payment', amount: gbp(0), reason: 'none' }, '/amount'],
    ['a negative payment', { kind: 'payment', amount: gbp(-5), reason: 'minus' }, '/amount'],
    [
      'another currency',
      { kind: 'payment', amount: { amount: 5, currency: 'EUR' }, reason: 'euros' },
      '/amount/currency',
    ],
    ['part of a penny', { kind: 'payment', amount: gbp(0.5), reason: 'half' }, '/amount/amount'],
    ['an unknown kind', { kind: 'gift', amount: gbp(5), reason: 'gift' }, '/kind'],
  ])('promises to refuse %s', async (_, sent, pointer) => {
    const { status, body: problem } = await transact(sent)
    expect([status, problem.errors.map((error: { pointer: string }) => error.pointer)]).toEqual([422, [pointer]])
  })

  it('promises that a charge stops at the credit floor, and that a correction may not be held back', async () => {
    expect((await transact({ kind: 'charge', amount: gbp(1), reason: 'fee' })).body.code).toBe('NO_CREDIT')
    expect((await transact({ kind: 'adjustment', amount: gbp(-1), reason: 'paid in twice' })).status).toBe(201)
  })

  it('promises books that prove themselves', async () => {
    await admin.post('/v1/leads', body())
    await transact({ kind: 'payment', amount: gbp(5000), reason: 'Cheque' })
    const { body: verification } = await admin.get('/v1/ledger/verify')
    expect(verification).toMatchObject({ ok: true, findings: [] })
    expect(
      verification.accounts.reduce((sum: number, { sum: money }: { sum: { amount: number } }) => sum + money.amount, 0),
    ).toBe(0)
  })
})

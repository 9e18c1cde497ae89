import * as v from 'valibot'
import { beforeEach, describe, expect, it } from 'vitest'
import { statementQuery } from '../../../contract/billing.ts'
import { referralId, toLeadId } from '../../../contract/id.ts'
import { writeTransfer } from '../../../db/store/transfers.ts'
import { addTransaction } from '../../../worker/operations/billing/add-transaction.ts'
import { mostWalked, readStatement } from '../../../worker/operations/billing/read-statement.ts'
import { admin, asPartner, refusal } from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { meteredDb } from '../../support/metered-db.ts'
import { buildWorld, insert } from '../../support/world.ts'

const start = Date.UTC(2026, 5, 15)
const minute = 60_000
const lead = toLeadId('0195e2f4-6a3c-7b21-8d4e-5f6000000000')
const referral = referralId(lead, 1)

const read = (query: object = {}, ctx = testCtx()) =>
  readStatement(ctx, { partnerId: 1, ...v.parse(v.strictObject(statementQuery), query) })

/** A long statement straight into the table: a payment of 1 every minute, every thousandth an adjustment. */
const manyLines = (party: number, count: number) =>
  testDb()
    .prepare(
      `INSERT INTO transfers (party, n, id, debit, credit, amount, currency, kind, at, balance, held, payable)
       SELECT ?1, value, 'many:' || ?1 || ':' || value, 'world', 'available', 1, 'GBP', iif(value % 1000 = 0, 'adjustment', 'payment'), ?2 + value * 60000, value, 0, 0
       FROM json_each(?3)`,
    )
    .bind(party, start, JSON.stringify(Array.from({ length: count }, (_, i) => i + 1)))
    .run()

async function leadLines(): Promise<void> {
  await insert(testDb(), 'leads', [
    {
      id: lead,
      version: 1,
      lead_type_id: 1,
      channel: 'json',
      received_at: start,
      location: 'routed',
      stage: 'new',
      fields: '{"firstName":"Ada"}',
      submission_hash: '',
    },
  ]).run()
  const post = (id: string, debit: string, credit: string, kind: string, party = 1, amountMinor = 500) =>
    writeTransfer(testDb(), { id, party, kind, debit, credit, amountMinor }, start)
  await testDb().batch([
    post('manual:1', 'world', 'available', 'payment', 1, 2000),
    post(`hold:${referral}`, 'available', 'held', 'hold'),
    post(`settle:${referral}:accepted`, 'held', 'revenue', 'settle'),
    post(`refund:${referral}`, 'revenue', 'available', 'refund'),
    post(`introducer:${lead}:1`, 'commissions', 'payable', 'commission', 2),
    post(`introducer:${referral}:accepted`, 'commissions', 'payable', 'commission', 2),
  ])
}

beforeEach(async () => {
  await buildWorld(testDb(), {
    leadTypes: [{ id: 1, name: 'Boilers' }],
    partners: [
      { id: 1, balance: 0 },
      { id: 2, balance: 0 },
    ],
  })
})

describe('a line of a statement', () => {
  it('promises to say in words what it was for, and nobody’s name', async () => {
    await leadLines()
    const { items } = await read()
    expect(items.map(({ words, leadId, referralId: its, point }) => [words, leadId, its, point])).toEqual([
      [`Refunded for lead ${lead} (Boilers)`, lead, referral, null],
      [`Charged for lead ${lead} (Boilers), as it was accepted`, lead, referral, 'accepted'],
      [`Set aside for lead ${lead} (Boilers)`, lead, referral, null],
      ['Payment received', null, null, null],
    ])
    expect(JSON.stringify(items)).not.toContain('Ada')
  })

  it('promises an introducer its lead, and not whose referral it was', async () => {
    await leadLines()
    const { items } = await readStatement(testCtx(), { partnerId: 2, limit: 10 } as never)
    expect(items.map(({ words, leadId, referralId: its }) => [words, leadId, its])).toEqual([
      [`Your share of what a buyer paid once it was accepted for lead ${lead} (Boilers)`, lead, null],
      [`Your pay for lead ${lead} (Boilers)`, lead, null],
    ])
  })
})

describe('what a statement can be narrowed down to', () => {
  it.each([
    [{ kind: 'hold' }, 1],
    [{ kind: 'hold', lead }, 1],
    [{ lead }, 3],
    [{ referral }, 3],
    [{ referral: referralId(lead, 2) }, 0],
    [{ lead: toLeadId('0195e2f4-6a3c-7b21-8d4e-5f6100000000') }, 0],
    [{ since: new Date(start + 1).toISOString() }, 0],
    [{ until: new Date(start + 1).toISOString() }, 4],
    [{ lead, until: new Date(start).toISOString() }, 0],
  ])('promises of %j so many lines: %i', async (query, count) => {
    await leadLines()
    expect((await read(query)).items).toHaveLength(count)
  })

  it('promises to refuse a range that ends before it begins', async () => {
    const range = { since: new Date(start + 1).toISOString(), until: new Date(start).toISOString() }
    expect(await refusal(read(range))).toMatchObject({
      code: 'INVALID_QUERY',
      errors: ['until INVALID'],
    })
  })

  it('promises every line once, page by page, with a filter and without', async () => {
    await manyLines(1, 5500)
    for (const [query, expected] of [
      [{}, 5500],
      [{ kind: 'adjustment' }, 5],
      [
        { since: new Date(start + 1000 * minute).toISOString(), until: new Date(start + 4000 * minute).toISOString() },
        3000,
      ],
      [{ since: new Date(start + 1000 * minute).toISOString(), kind: 'adjustment' }, 5],
    ] as const) {
      const seen: number[] = []
      let pages = 0
      for (let cursor: string | null = 'first'; cursor !== null; pages += 1) {
        const page = await read({ ...query, limit: '200', ...(cursor !== 'first' && { cursor }) })
        seen.push(...page.items.map(({ n }) => n))
        cursor = page.nextCursor
      }
      expect([seen.length, new Set(seen).size]).toEqual([expected, expected])
      expect(seen).toEqual(seen.toSorted((a, b) => b - a))
      expect(pages).toBeLessThanOrEqual(Math.ceil(expected / 200) + Math.ceil(5500 / mostWalked) + 1)
    }
  })

  it('promises that a page reads as many rows whatever is in the table', async () => {
    await manyLines(1, 2500)
    const rowsRead = async (query: object) => {
      const { db, meter } = meteredDb(testDb())
      await read(query, testCtx({ db }))
      return meter.rowsRead
    }
    const queries = [
      { limit: '50' },
      { kind: 'adjustment' },
      { since: new Date(start + 2400 * minute).toISOString() },
      { lead },
    ]
    const before = await Promise.all(queries.map(rowsRead))
    await manyLines(2, 20_000)
    await testDb()
      .prepare(
        `INSERT INTO transfers (party, n, id, debit, credit, amount, currency, kind, at, balance, held, payable)
         SELECT 1, 2500 + value, 'more:' || value, 'world', 'available', 1, 'GBP', 'payment', ?1 + value * 60000, 2500 + value, 0, 0 FROM json_each(?2)`,
      )
      .bind(start + 2500 * minute, JSON.stringify(Array.from({ length: 20_000 }, (_, i) => i + 1)))
      .run()
    const after = await Promise.all(queries.map(rowsRead))
    const most = [before[0]!, mostWalked + 20, mostWalked + 100, before[3]!]
    for (const [i, count] of after.entries()) expect([i, count <= most[i]!]).toEqual([i, true])
  })

  it("promises a partner its own, and nobody else's", async () => {
    expect((await read({}, testCtx({ actor: asPartner(1) }))).items).toEqual([])
    expect((await refusal(read({}, testCtx({ actor: asPartner(2) })))).code).toBe('NOT_FOUND')
    expect((await refusal(readStatement(testCtx({ actor: admin }), { partnerId: 9, limit: 5 } as never))).code).toBe(
      'NOT_FOUND',
    )
  })
})

describe('transfers that make no sense', () => {
  const post = (change: object) =>
    writeTransfer(
      testDb(),
      { id: 'odd', party: 1, kind: 'payment', debit: 'world', credit: 'available', amountMinor: 100, ...change },
      start,
    )

  it.each([0, -100])('promises that the database refuses an amount of %i', async (amountMinor) => {
    await expect(post({ amountMinor }).run()).rejects.toThrow('CHECK')
  })

  it('promises that the database refuses another currency', async () => {
    const foreign = testDb().prepare(
      "INSERT INTO transfers (party, n, id, debit, credit, amount, currency, kind, at, balance, held, payable) VALUES (1, 1, 'eur', 'world', 'available', 100, 'EUR', 'payment', 0, 100, 0, 0)",
    )
    await expect(foreign.run()).rejects.toThrow('CURRENCY')
  })

  it('promises that a person’s in another currency is refused with a pointer', async () => {
    const wrong = addTransaction(testCtx({ actor: admin }), {
      partnerId: 1,
      kind: 'payment',
      amount: { amount: 100, currency: 'EUR' },
      reason: 'By bank',
    })
    expect(await refusal(wrong)).toMatchObject({ code: 'INVALID_BODY', errors: ['/amount/currency WRONG_CURRENCY'] })
  })
})

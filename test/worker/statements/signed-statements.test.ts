import { beforeEach, describe, expect, it } from 'vitest'
import type { StatementDocument } from '../../../contract/statement.ts'
import { writeTransfer } from '../../../db/store/transfers.ts'
import { checkStatement } from '../../../scripts/verify-statement.mjs'
import { runMonthEnd, startMonthEnd } from '../../../worker/operations/statements/month-end.ts'
import { publishedKeys } from '../../../worker/operations/statements/published-keys.ts'
import { readStatementOf, signStatement } from '../../../worker/operations/statements/read-statements.ts'
import { asPartner, refusal, rows } from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { buildWorld } from '../../support/world.ts'

const at = (text: string) => Date.parse(text)
const ctxAt = (text: string, more = {}) => testCtx({ now: at(text), ...more })

beforeEach(async () => {
  await buildWorld(testDb(), {
    partners: [
      { id: 1, balance: 0, name: 'Northside Windows' },
      { id: 2, balance: 0 },
    ],
  })
})

let written = 0

/** A line on a statement, at an instant. */
async function line(
  text: string,
  change: Partial<{
    party: number
    amountMinor: number
    credit: string
    debit: string
    kind: string
    note: string
  }> = {},
) {
  written += 1
  const posting = {
    id: `manual:${written}`,
    party: 1,
    kind: 'payment',
    debit: 'world',
    credit: 'available',
    amountMinor: 1000,
    ...change,
  }
  await testDb().batch([writeTransfer(testDb(), posting, at(text))])
}

async function sign(month: number, now = '2026-12-05T10:00:00Z', more = {}): Promise<StatementDocument> {
  const ctx = ctxAt(now, more)
  await signStatement(ctx, { partnerId: 1, month })
  return readStatementOf(ctx, { partnerId: 1, month })
}

const check = async (document: unknown, after: unknown = null) =>
  checkStatement(document, { keys: await publishedKeys(ctxAt('2026-12-05T10:00:00Z')), after })

describe('a signed statement', () => {
  it('promises that anybody can check it without us', async () => {
    await line('2026-09-30T12:00:00Z')
    await line('2026-10-01T12:00:00Z', { note: 'Agreed by telephone – “twice”' })
    await line('2026-10-20T12:00:00Z', { debit: 'available', credit: 'revenue', kind: 'charge', amountMinor: 400 })
    await line('2026-11-02T12:00:00Z')
    const document = await sign(202610)
    expect(await check(document)).toEqual([])
    expect(document.head).toMatchObject({
      partner: 'ptn_1',
      month: '2026-10',
      opening: { n: 1, balance: 1000 },
      closing: { n: 3, balance: 1600 },
    })
    expect(document.lines.map(({ n }) => n)).toEqual([2, 3])
  })

  it('promises that it checks however its JSON is written', async () => {
    await line('2026-10-01T12:00:00Z')
    const document = await sign(202610)
    const { head, ...rest } = document
    const shuffled = { ...rest, head: Object.fromEntries(Object.entries(head).reverse()) }
    expect(await check(JSON.parse(JSON.stringify(shuffled, null, 3)))).toEqual([])
  })

  it("promises the month of the partner's own clocks, on both changes of the clocks", async () => {
    await line('2026-10-31T23:30:00Z')
    await line('2026-11-01T00:00:00Z')
    expect((await sign(202610)).head).toMatchObject({
      from: '2026-09-30T23:00:00.000Z',
      until: '2026-11-01T00:00:00.000Z',
    })
    expect((await sign(202610)).lines).toHaveLength(1)
    expect((await sign(202603)).head).toMatchObject({
      from: '2026-03-01T00:00:00.000Z',
      until: '2026-03-31T23:00:00.000Z',
    })
  })

  it('promises that months fit together in whatever order they are signed', async () => {
    for (const day of ['2026-08-03', '2026-09-03', '2026-09-13', '2026-10-03', '2026-11-03'])
      await line(`${day}T12:00:00Z`)
    const october = await sign(202610)
    const august = await sign(202608)
    const september = await sign(202609)
    const november = await sign(202611)
    expect(await check(september, august)).toEqual([])
    expect(await check(october, september)).toEqual([])
    expect(await check(november, october)).toEqual([])
    expect(await check(october, august)).not.toEqual([])
  })

  it('promises that what goes on from a changed statement does not pass', async () => {
    for (const day of ['2026-10-03', '2026-11-03']) await line(`${day}T12:00:00Z`)
    const october = await sign(202610)
    const november = await sign(202611)
    const changed = { ...october, lines: october.lines.map((each) => ({ ...each, note: 'Never said' })) }
    expect(await check(november, october)).toEqual([])
    expect(await check(november, changed)).toEqual([expect.stringContaining('Earlier statement: Line 1')])
  })

  it('promises a month without a line too', async () => {
    await line('2026-08-03T12:00:00Z')
    const document = await sign(202609)
    expect(document.lines).toEqual([])
    expect(document.head.closing).toEqual(document.head.opening)
    expect(await check(document)).toEqual([])
  })

  it('promises that it is made once and never changes, also when names and zones do', async () => {
    await line('2026-10-01T12:00:00Z')
    const first = await sign(202610)
    await testDb().batch([
      testDb().prepare("UPDATE partners SET name = 'New Name', zone = 'Asia/Tokyo', version = 2 WHERE id = 1"),
      testDb().prepare(
        "INSERT INTO history (id, version, event, actor, at, commit_id) VALUES ('ptn_1', 2, 'x', 'x', 0, 'x')",
      ),
    ])
    expect(await sign(202610, '2026-12-25T10:00:00Z')).toEqual(first)
    const november = await sign(202611)
    expect(await check(november, first)).toEqual([])
    await expect(testDb().prepare("UPDATE statements SET head = '{}'").run()).rejects.toThrow('APPEND_ONLY')
    await expect(testDb().prepare('DELETE FROM statements').run()).rejects.toThrow('APPEND_ONLY')
  })

  it('promises that a line between the ends of a month in two zones is in one statement', async () => {
    await line('2026-10-05T12:00:00Z')
    const october = await sign(202610)
    await testDb().batch([
      testDb().prepare("UPDATE partners SET zone = 'America/New_York', version = 2 WHERE id = 1"),
      testDb().prepare(
        "INSERT INTO history (id, version, event, actor, at, commit_id) VALUES ('ptn_1', 2, 'x', 'x', 0, 'x')",
      ),
    ])
    await line('2026-11-01T02:00:00Z')
    await line('2026-11-20T12:00:00Z')
    const november = await sign(202611)
    expect(november.lines.map(({ at: when }) => when)).toEqual(['2026-11-01T02:00:00.000Z', '2026-11-20T12:00:00.000Z'])
    expect(await check(november, october)).toEqual([])
  })

  it('promises one statement when several ask at once', async () => {
    await line('2026-10-01T12:00:00Z')
    const all = await Promise.all([sign(202610), sign(202610), sign(202610)])
    expect(new Set(all.map(({ signature }) => signature)).size).toBe(1)
    expect(await rows('SELECT month FROM statements')).toHaveLength(1)
  })

  it('promises nothing before the month is over for good', async () => {
    expect((await refusal(sign(202610, '2026-11-01T00:10:00Z'))).code).toBe('MONTH_NOT_OVER')
    expect((await refusal(sign(202613 + 88, '2026-11-01T00:10:00Z'))).code).toBe('MONTH_NOT_OVER')
    expect((await sign(202610, '2026-11-01T00:15:00Z')).head.month).toBe('2026-10')
  })

  it("promises that nobody else's is there", async () => {
    const ctx = ctxAt('2026-12-05T10:00:00Z', { actor: asPartner(2) })
    expect((await refusal(signStatement(ctx, { partnerId: 1, month: 202610 }))).code).toBe('NOT_FOUND')
    await sign(202610)
    expect((await refusal(readStatementOf(ctx, { partnerId: 1, month: 202610 }))).code).toBe('NOT_FOUND')
  })

  it('promises a statement of thousands of lines', async () => {
    const lines = Array.from({ length: 2500 }, (_, i) => ({ n: i + 1, at: at('2026-10-05T00:00:00Z') + i * 1000 }))
    await testDb()
      .prepare(
        `INSERT INTO transfers (party, n, id, debit, credit, amount, currency, kind, at, balance, held, payable)
         SELECT 1, value ->> 'n', 'many:' || (value ->> 'n'), 'world', 'available', 10, 'GBP', 'payment', value ->> 'at', 10 * (value ->> 'n'), 0, 0
         FROM json_each(?)`,
      )
      .bind(JSON.stringify(lines))
      .run()
    const document = await sign(202610)
    expect(document.lines).toHaveLength(2500)
    expect(await check(document)).toEqual([])
  })
})

describe('the key that signs', () => {
  it('promises that another secret is another key, and that what the old one signed can still be checked', async () => {
    await line('2026-10-01T12:00:00Z')
    const old = await sign(202610)
    const env = { ...ctxAt('2026-12-05T10:00:00Z').env, STATEMENT_SECRET: 'another-secret-another-secret-another' }
    await line('2026-11-01T12:00:00Z')
    const fresh = await sign(202611, '2026-12-05T10:00:00Z', { env })
    const keys = await publishedKeys({ db: testDb(), env })
    expect(keys.map(({ id, current }) => [id, current])).toEqual(
      expect.arrayContaining([
        [old.head.keyId, false],
        [fresh.head.keyId, true],
      ]),
    )
    expect([checkStatement(old, { keys }), checkStatement(fresh, { keys, after: old })]).toEqual([[], []])
  })

  it('promises a published key before anything was signed', async () => {
    expect(await publishedKeys(ctxAt('2026-12-05T10:00:00Z'))).toMatchObject([{ current: true, firstUsedAt: null }])
  })
})

describe('the end of a month', () => {
  it('promises a statement to everybody who has money on one, once', async () => {
    await line('2026-10-05T12:00:00Z')
    await line('2026-10-06T12:00:00Z', { party: 2 })
    await buildWorld(testDb(), { leadTypes: [], partners: [{ id: 3, balance: 0 }] })
    await startMonthEnd(ctxAt('2026-11-01T12:30:00Z'))
    expect(await rows("SELECT id FROM jobs WHERE id LIKE 'month-end:202610%'")).toEqual([])
    for (const now of ['2026-11-02T03:30:00Z', '2026-11-02T03:30:20Z', '2026-11-02T04:30:00Z'])
      await startMonthEnd(ctxAt(now))
    const begun = await rows<{ due: number; id: string; kind: string; data: string }>(
      "SELECT * FROM jobs WHERE id LIKE 'month-end:202610%'",
    )
    expect(begun).toHaveLength(1)
    const job = { ...begun[0]!, data: JSON.parse(begun[0]!.data), attempts: 1, party: null }
    await runMonthEnd(ctxAt('2026-11-02T03:31:00Z'), { ...job.data, job })
    const due = await rows<{ due: number; id: string; kind: string; data: string; attempts: number }>(
      "SELECT * FROM jobs WHERE kind = 'make-statement' ORDER BY id",
    )
    expect(due.map(({ id }) => id)).toEqual(['statement:1:202610', 'statement:2:202610'])
    const { runJob } = await import('../../../worker/jobs/run-job.ts')
    for (const each of due)
      await runJob(ctxAt('2026-11-02T03:32:00Z'), { ...each, data: JSON.parse(each.data), party: null })
    expect(await rows('SELECT party, month FROM statements ORDER BY party')).toEqual([
      { party: 1, month: 202610 },
      { party: 2, month: 202610 },
    ])
    expect(await rows("SELECT id FROM jobs WHERE kind = 'make-statement'")).toEqual([])
  })

  it("promises it to a partner whose first line is of the month's last hours by its own clocks alone", async () => {
    await testDb().prepare("UPDATE partners SET zone = 'America/Los_Angeles', version = 2 WHERE id = 1").run()
    await line('2026-11-01T03:00:00Z')
    await startMonthEnd(ctxAt('2026-11-02T03:30:00Z'))
    const [begun] = await rows<{ due: number; id: string; kind: string; data: string }>(
      "SELECT * FROM jobs WHERE id LIKE 'month-end:202610%'",
    )
    const job = { ...begun!, data: JSON.parse(begun!.data), attempts: 1, party: null }
    await runMonthEnd(ctxAt('2026-11-02T03:31:00Z'), { ...job.data, job })
    expect(await rows("SELECT id FROM jobs WHERE kind = 'make-statement'")).toEqual([{ id: 'statement:1:202610' }])
  })
})

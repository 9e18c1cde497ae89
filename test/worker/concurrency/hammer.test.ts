import { describe, expect, it } from 'vitest'
import { referralId } from '../../../contract/id.ts'
import { verifyLedger } from '../../../worker/operations/billing/verify-ledger.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

/** Leads that arrive at the same time: every one is its own operation on the same database. */
const atOnce = (count: number, submit: (n: number) => Promise<unknown>) =>
  Promise.all(Array.from({ length: count }, (_, n) => submit(n)))

const capture = (n: number, id?: string) =>
  captureLead(testCtx(), {
    id,
    leadTypeId: 1,
    introducerId: null,
    channel: 'json',
    pageUrl: null,
    fields: usualLead(n),
  })

const countOf = async (sql: string): Promise<number> => (await testDb().prepare(sql).first<{ n: number }>())!.n

describe('many leads at once', () => {
  it('promises that credit for 50 leads buys exactly 50', async () => {
    await buildWorld(testDb(), {
      partners: [{ id: 1, balance: 50_000 }],
      setups: [{ id: 1, partnerId: 1, leadTypeId: 1, price: 1000 }],
    })
    await atOnce(120, (n) => capture(n))
    expect(await countOf('SELECT count(*) AS n FROM referrals')).toBe(50)
    expect(await countOf("SELECT count(*) AS n FROM leads WHERE location = 'held'")).toBe(70)
    expect(await countOf('SELECT balance - held AS n FROM transfers ORDER BY transfers.n DESC LIMIT 1')).toBe(0)
    expect((await verifyLedger(testCtx())).findings).toEqual([])
  })

  it('promises that a daily cap of 30 lets exactly 30 through', async () => {
    await buildWorld(testDb(), {
      partners: [{ id: 1, dailyLimit: 30 }],
      setups: [{ id: 1, partnerId: 1, leadTypeId: 1 }],
    })
    await atOnce(100, (n) => capture(n))
    expect(await countOf('SELECT count(*) AS n FROM referrals')).toBe(30)
    expect(await countOf('SELECT today AS n FROM partner_counts')).toBe(30)
  })

  it('promises that a referral scope of 3 gives every lead three partners and never four', async () => {
    await buildWorld(testDb(), {
      leadTypes: [{ id: 1, scope: 3 }],
      partners: Array.from({ length: 6 }, (_, i) => ({ id: i + 1 })),
      setups: Array.from({ length: 6 }, (_, i) => ({ id: i + 1, partnerId: i + 1, leadTypeId: 1 })),
    })
    await atOnce(40, (n) => capture(n))
    expect(
      await countOf('SELECT count(*) AS n FROM (SELECT lead_id FROM referrals GROUP BY lead_id HAVING count(*) = 3)'),
    ).toBe(40)
  })

  it('promises that one id sent 200 times is one lead with one charge, and 200 times the same answer', async () => {
    await buildWorld(testDb(), { partners: [{ id: 1 }], setups: [{ id: 1, partnerId: 1, leadTypeId: 1 }] })
    const id = 'lead_01976e5c-4c00-7000-8000-000000000000'.replace('01976e5c-4c00', uuidTime())
    const answers = (await atOnce(200, () => capture(7, id))) as { id: string; referrals: number }[]
    expect(await countOf('SELECT count(*) AS n FROM leads')).toBe(1)
    expect(await countOf("SELECT count(*) AS n FROM transfers WHERE kind = 'hold'")).toBe(1)
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toMatchObject({ id, referrals: 1 })
    expect(await countOf(`SELECT count(*) AS n FROM transfers WHERE id = 'hold:${referralId(id, 1)}'`)).toBe(1)
  })

  it('promises that 64 leads at once are shared out over 8 equal partners, 7 to 9 each', async () => {
    await buildWorld(testDb(), {
      partners: Array.from({ length: 8 }, (_, i) => ({ id: i + 1 })),
      setups: Array.from({ length: 8 }, (_, i) => ({ id: i + 1, partnerId: i + 1, leadTypeId: 1 })),
    })
    await atOnce(64, (n) => capture(n))
    const { results } = await testDb()
      .prepare('SELECT count(*) AS n FROM referrals GROUP BY partner_id')
      .all<{ n: number }>()
    const shares = results.map(({ n }) => n)
    expect(shares.reduce((a, b) => a + b, 0)).toBe(64)
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(7)
    expect(Math.max(...shares)).toBeLessThanOrEqual(9)
  })
})

describe('the control', () => {
  it('promises that the hammer bites: reading the balance, then writing, oversells the same credit', async () => {
    const db = testDb()
    await db.batch([
      db.prepare('CREATE TABLE naive_balance (party INTEGER PRIMARY KEY, balance INTEGER)'),
      db.prepare('CREATE TABLE naive_referrals (lead TEXT PRIMARY KEY)'),
      db.prepare('INSERT INTO naive_balance VALUES (1, 50000)'),
    ])
    await atOnce(120, async (n) => {
      const account = await db.prepare('SELECT balance FROM naive_balance WHERE party = 1').first<{ balance: number }>()
      if (account!.balance < 1000) return
      await db.batch([
        db.prepare('UPDATE naive_balance SET balance = ? WHERE party = 1').bind(account!.balance - 1000),
        db.prepare('INSERT INTO naive_referrals VALUES (?)').bind(`lead ${n}`),
      ])
    })
    expect(await countOf('SELECT count(*) AS n FROM naive_referrals')).toBeGreaterThan(50)
  })
})

/** The first 48 bits of a UUIDv7 at the tests' present. */
function uuidTime(): string {
  const hex = Date.UTC(2026, 5, 15, 11).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}`
}

import { beforeEach, describe, expect, it } from 'vitest'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

let leadId: string

beforeEach(async () => {
  await buildWorld(testDb(), {
    partners: [
      { id: 1, balance: 5000 },
      { id: 2, balance: 5000 },
    ],
    setups: [
      { id: 1, partnerId: 1, leadTypeId: 1, priority: 1 },
      { id: 2, partnerId: 2, leadTypeId: 1 },
    ],
  })
  const ctx = testCtx()
  leadId = (
    await captureLead(ctx, { leadTypeId: 1, introducerId: null, channel: 'json', pageUrl: null, fields: usualLead(1) })
  ).id
})

const transfer = (
  n: number,
  amount: number,
  { debit = 'world', credit = 'available', kind = 'payment', balance = 0, held = 0, currency = 'GBP', party = 1 } = {},
) =>
  `INSERT INTO transfers (party, n, id, debit, credit, amount, currency, kind, at, balance, held)
   VALUES (${party}, ${n}, 'test:${n}', '${debit}', '${credit}', ${amount}, '${currency}', '${kind}', 0, ${balance}, ${held})`

const referral = (partner: number, { lead = leadId, day = 20260615, month = 202606 } = {}) =>
  `INSERT INTO referrals (lead_id, partner_id, version, setup_id, lead_type_id, method, state, price, referred_at, day, month)
   VALUES ('${lead}', ${partner}, 1, ${partner}, 1, 'manual', 'referred', 1000, 0, ${day}, ${month})`

// Partner 1 has two lines by now: 5000 paid in, 1000 of it held.
const refused: [promise: string, sql: () => string, word: RegExp][] = [
  ['a transfer is never changed', () => 'UPDATE transfers SET amount = 1', /APPEND_ONLY/],
  ['a transfer is never deleted', () => 'DELETE FROM transfers', /APPEND_ONLY/],
  [
    'a transfer is never replaced',
    () => transfer(2, 5, { balance: 5005, held: 1000 }).replace('INSERT', 'INSERT OR REPLACE'),
    /CHAIN_BROKEN/,
  ],
  ['a statement has no gap', () => transfer(4, 100, { balance: 5100, held: 1000 }), /CHAIN_BROKEN/],
  ['a balance follows from the line before', () => transfer(3, 100, { balance: 5101, held: 1000 }), /CHAIN_BROKEN/],
  ['what is held follows from the line before', () => transfer(3, 100, { balance: 5100, held: 0 }), /CHAIN_BROKEN/],
  ['a transfer of nothing is none', () => transfer(3, 0, { balance: 5000, held: 1000 }), /CHECK/],
  ['a negative transfer is none', () => transfer(3, -5, { balance: 4995, held: 1000 }), /CHECK/],
  ['money is in one currency', () => transfer(3, 100, { balance: 5100, held: 1000, currency: 'EUR' }), /CURRENCY/],
  [
    'a charge stops at the credit floor',
    () => transfer(3, 4001, { debit: 'available', credit: 'revenue', kind: 'charge', balance: 999, held: 1000 }),
    /NO_CREDIT:1/,
  ],
  [
    'more than is held cannot be settled',
    () => transfer(3, 2000, { debit: 'held', credit: 'revenue', kind: 'settle', balance: 3000, held: -1000 }),
    /HOLD_SPENT/,
  ],
  ['history is never changed', () => "UPDATE history SET event = 'x'", /APPEND_ONLY/],
  ['history is never deleted', () => 'DELETE FROM history', /APPEND_ONLY/],
  [
    'a version is never skipped',
    () => `INSERT INTO history (id, version, event, actor, at, commit_id) VALUES ('${leadId}', 3, 'x', 'x', 0, 'x')`,
    /VERSION_CONFLICT/,
  ],
  [
    'a version is never taken twice',
    () => `INSERT INTO history (id, version, event, actor, at, commit_id) VALUES ('${leadId}', 1, 'x', 'x', 0, 'x')`,
    /VERSION_CONFLICT/,
  ],
  ['a lead goes to a partner once', () => referral(1).replace("'referred'", "'failed'"), /SCOPE_REACHED|UNIQUE/],
  ['a lead goes no further than its referral scope', () => referral(2), /SCOPE_REACHED/],
  ['a referral is never deleted', () => 'DELETE FROM referrals', /APPEND_ONLY/],
  ['a partner is not changed behind its version', () => 'UPDATE partners SET online = 0', /VERSION_NOT_RAISED/],
  ['a setup is not changed behind its version', () => 'UPDATE setups SET price = 1', /VERSION_NOT_RAISED/],
  ['a lead type is not changed behind its version', () => 'UPDATE lead_types SET scope = 2', /VERSION_NOT_RAISED/],
  ['a turn keeps its cell', () => 'UPDATE turns SET cell = cell + 1', /TURN_KEEPS_ITS_CELL/],
]

describe('the database itself', () => {
  it.each(refused)('promises that %s', async (_, sql, word) => {
    await expect(testDb().prepare(sql()).run()).rejects.toThrow(word)
  })

  it('promises that a day never goes backwards in a partner’s counts', async () => {
    await testDb().prepare('UPDATE lead_types SET scope = 5, version = version + 1').run()
    await testDb().prepare(referral(2)).run()
    await expect(
      testDb()
        .prepare(referral(2, { lead: leadId, day: 20260614 }))
        .run(),
    ).rejects.toThrow(/CLOCK_BACK:2|UNIQUE/)
  })

  it.each([
    ['DAILY_LIMIT', 'UPDATE partners SET daily_limit = 1, version = version + 1 WHERE id = 1'],
    ['MONTHLY_LIMIT', 'UPDATE partners SET monthly_limit = 1, version = version + 1 WHERE id = 1'],
    ['TYPE_DAILY_LIMIT', 'UPDATE setups SET daily_limit = 1, version = version + 1 WHERE id = 1'],
    ['TYPE_MONTHLY_LIMIT', 'UPDATE setups SET monthly_limit = 1, version = version + 1 WHERE id = 1'],
  ])('promises that %s stops a second lead on every path', async (word, limit) => {
    const db = testDb()
    const other = 'lead_01976e5c-4c00-7000-8000-000100000000'
    await db.batch([
      db.prepare(limit),
      db.prepare(
        `INSERT INTO leads (id, version, lead_type_id, channel, received_at, location, stage, fields, submission_hash)
         VALUES ('${other}', 1, 1, 'json', 0, 'pending', 'new', '{}', '')`,
      ),
    ])
    await expect(db.prepare(referral(1, { lead: other })).run()).rejects.toThrow(`${word}:1`)
  })

  it('promises that raw requests can be purged, and nothing else of history', async () => {
    const db = testDb()
    await db
      .prepare(
        `INSERT INTO history (id, version, event, actor, at, commit_id, raw) VALUES ('x_1', 1, 'x', 'x', 0, 'x', '{}')`,
      )
      .run()
    await db.prepare("UPDATE history SET raw = NULL WHERE id = 'x_1'").run()
    await expect(db.prepare("UPDATE history SET raw = '{}' WHERE id = 'x_1'").run()).rejects.toThrow(/APPEND_ONLY/)
  })
})

import { afterEach, describe, expect, it } from 'vitest'
import { addTransaction } from '../../../worker/operations/billing/add-transaction.ts'
import { verifyLedger } from '../../../worker/operations/billing/verify-ledger.ts'
import { createTerms } from '../../../worker/operations/introducer-terms/create-terms.ts'
import { approveReturn } from '../../../worker/operations/returns/approve-return.ts'
import { reverseReferral } from '../../../worker/operations/reversals/reverse-referral.ts'
import { booksAreRight, referralsOf } from '../../support/billing-world.ts'
import { gbp } from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { askAs, buyers } from '../../support/return-world.ts'
import { takeLead } from '../../support/take-lead.ts'

/** A line behind the last one of a party's statement, with balances that fit: the chain by itself sees nothing wrong. */
const line = (
  party: number,
  [id, kind, debit, credit]: [id: string, kind: string, debit: string, credit: string],
  amount = 1000,
): string => `INSERT INTO transfers (party, n, id, debit, credit, amount, currency, kind, at, balance, held, payable)
  SELECT party, n + 1, ${id}, '${debit}', '${credit}', ${amount}, currency, '${kind}', at,
    balance + ${amount} * (('${credit}' = 'available') - ('${debit}' = 'available')), held,
    payable + ${amount} * (('${credit}' = 'payable') - ('${debit}' = 'payable'))
  FROM transfers WHERE party = ${party} ORDER BY n DESC LIMIT 1`

const tail = "(SELECT substr(id, 10) FROM transfers WHERE party = 1 AND kind = 'hold' LIMIT 1)"

const shape = 'Every transfer is one that the house makes: its id, its kind and its accounts agree'
const referrals =
  'Every referral holds its price once, charges the points that it reached, and gave back what it cannot charge'
const refunds = 'Every refund is that of a return which was approved, or of a reversal'

/** What somebody with the database in hand could do to the books, and the check that names it. */
const faults: [fault: string, sql: string, check: string][] = [
  ['credit from nowhere', line(1, ["'bonus:1'", 'refund', 'revenue', 'available']), shape],
  ['a charge for nothing', line(1, ["'fee:1'", 'charge', 'available', 'revenue']), shape],
  ['pay for nothing', line(9, ["'bonus:9'", 'commission', 'commissions', 'payable']), shape],
  ['a second opening balance', line(1, ["'opening:x'", 'payment', 'world', 'available']), shape],
  ['a charge that went elsewhere', "UPDATE transfers SET credit = 'world' WHERE kind = 'settle'", shape],
  ['a refund without a return', line(1, [`'refund:rtn_' || ${tail}`, 'refund', 'revenue', 'available']), refunds],
  ['a refund without a reversal', line(1, [`'refund:ref_' || ${tail}`, 'refund', 'revenue', 'available']), refunds],
  [
    'a payment that nobody entered',
    line(1, ["'manual:x'", 'payment', 'world', 'available']),
    'Every line that a person added is in history, with its amount',
  ],
  [
    'money taken back that PayPal did not take',
    line(1, ["'taken:R1'", 'payment', 'available', 'clearing']),
    'What PayPal took back is in the books, and nothing else is',
  ],
  [
    "an introducer's amount that was never paid",
    "DELETE FROM transfers WHERE id LIKE 'introducer:lead%'",
    'Every introducer was paid for the first buyer that accepted its lead',
  ],
  [
    "an introducer's share that was never paid",
    "DELETE FROM transfers WHERE id LIKE 'introducer:ref%'",
    'Every introducer was paid its share of what a buyer was charged',
  ],
  ['a charge that was never made', "DELETE FROM transfers WHERE kind = 'settle'", referrals],
  ['a price that changed', 'UPDATE referrals SET price = 500', referrals],
  ['a point that was not charged', "UPDATE referrals SET progress = 'qualified'", referrals],
  ['a lead that left without its hold', "UPDATE referrals SET state = 'returned', released_at = 1", referrals],
  [
    'an amount that was changed, with its balances',
    "UPDATE transfers SET amount = 900, balance = balance + 100, held = held + 100 WHERE kind = 'settle'",
    referrals,
  ],
  [
    'what an introducer was promised',
    'UPDATE leads SET cost = 1',
    'Every payment to an introducer has its lead, and is what was agreed when that came in',
  ],
]

const triggers = async () =>
  (
    await testDb()
      .prepare(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('transfers', 'referrals', 'leads', 'returns')",
      )
      .all<{ name: string; sql: string }>()
  ).results

let dropped: { name: string; sql: string }[] = []

/** Past every refusal of the database. */
async function tamper(sql: string): Promise<void> {
  dropped = await triggers()
  await testDb().batch(dropped.map(({ name }) => testDb().prepare(`DROP TRIGGER ${name}`)))
  await testDb().prepare(sql).run()
}

afterEach(async () => {
  for (const { sql } of dropped.splice(0)) await testDb().prepare(sql).run()
})

const found = async () => new Set((await verifyLedger(testCtx())).findings.map(({ check }) => check))

/** A lead at 10.00 with 5.00 more when it is qualified, whose introducer is owed 4.00 and a tenth. */
async function oneLead(): Promise<string> {
  await buyers({}, { leadTypes: [{ id: 1, charges: [{ point: 'qualified', amountMinor: 500, costBps: 0 }] }] })
  await createTerms(testCtx(), {
    partnerId: 9,
    leadTypeId: null,
    amount: gbp(400),
    shares: [{ point: 'accepted', valueBps: 1000 }],
  })
  return takeLead({ introducerId: 9 })
}

describe('the proof of the books', () => {
  it.each(faults)('promises to name %s', async (_fault, sql, check) => {
    await oneLead()
    await booksAreRight()
    await tamper(sql)
    expect(await found()).toContain(check)
  })

  it('promises to name a refund that a return had and the books have not', async () => {
    const leadId = await oneLead()
    const [referral] = await referralsOf(leadId)
    await askAs({ leadId, partnerId: 1, ref: referral!.id, deliveredAt: 0 })
    await approveReturn(testCtx(), { leadId, partnerId: 1, note: '' })
    await booksAreRight()
    await tamper("DELETE FROM transfers WHERE kind = 'refund'")
    expect(await found()).toContain('Every return that was approved is refunded')
  })

  it('promises that what people do is right by it: lines by hand, and a reversal', async () => {
    const leadId = await oneLead()
    const reason = 'Agreed by telephone'
    for (const [kind, amount] of [
      ['payment', 5000],
      ['charge', 300],
      ['refund', 200],
      ['adjustment', -100],
      ['adjustment', 100],
    ] as const)
      await addTransaction(testCtx(), { partnerId: 1, kind, amount: gbp(amount), reason })
    await reverseReferral(testCtx(), { leadId, partnerId: 1, reason })
    await booksAreRight()
  })
})

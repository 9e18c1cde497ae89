import { describe, expect, it } from 'vitest'
import { verifyLedger } from '../../../worker/operations/billing/verify-ledger.ts'
import { updateLeadType } from '../../../worker/operations/lead-types/update-lead-type.ts'
import { listCandidates } from '../../../worker/operations/leads/list-candidates.ts'
import { readSetup } from '../../../worker/operations/setups/read-setup.ts'
import { updateSetup } from '../../../worker/operations/setups/update-setup.ts'
import { booksAreRight, linesOf, referralsOf } from '../../support/billing-world.ts'
import { admin, gbp } from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { takeLead } from '../../support/take-lead.ts'
import { buildWorld } from '../../support/world.ts'

const ctx = () => testCtx({ actor: admin })

/** 10.00, or 15.00 for all areas; 5.00 more when converted. ptn_1 and ptn_2 have NW1, ptn_3 has all areas. */
const world = (given: object = {}) =>
  buildWorld(testDb(), {
    leadTypes: [
      {
        id: 1,
        nationalPrice: 1500,
        charges: [{ point: 'converted', amountMinor: 500, costBps: 0 }],
        ...given,
      },
    ],
    partners: [{ id: 1 }, { id: 2, balance: 1999 }, { id: 3, balance: 1999 }],
    setups: [
      { id: 1, partnerId: 1, leadTypeId: 1, places: ['NW1'], price: 700 },
      { id: 2, partnerId: 2, leadTypeId: 1, places: ['NW1'] },
      { id: 3, partnerId: 3, leadTypeId: 1 },
    ],
  })

const priceOf = async (leadId: string) =>
  (await referralsOf(leadId)).map(({ partner, price }) => [partner.id, price.amount])

describe('the price that counts', () => {
  it('promises that candidates, credit and hold look at the same sum (F39)', async () => {
    await world({ referralMethod: 'manual' })
    const leadId = await takeLead()
    const { candidates } = await listCandidates(ctx(), {
      leadId,
      method: undefined,
      from: { part: 'eligible', after: 0 },
      limit: 10,
    })
    expect(candidates.map(({ partnerId, failures }) => [partnerId, failures.map(({ values }) => values)])).toEqual([
      [1, []],
      [2, []],
      [3, [{ availableMinor: 1999, creditLimitMinor: 0, priceMinor: 2000 }]],
    ])
  })

  it('promises that a queue by price puts the national price and what is charged later first', async () => {
    await world({ selection: 'price' })
    await testDb().prepare('UPDATE partners SET credit_limit = 100000, version = 2 WHERE id = 3').run()
    expect(await priceOf(await takeLead())).toEqual([['ptn_3', 2000]])
    await updateSetup(ctx(), 1, {
      billing: { point: 'accepted', charges: [{ point: 'accepted', amount: gbp(1400), costBps: 0 }] },
    })
    expect(await priceOf(await takeLead())).toEqual([['ptn_1', 2100]])
    await updateLeadType(ctx(), 1, { nationalPrice: gbp(1800) })
    expect(await priceOf(await takeLead())).toEqual([['ptn_3', 2300]])
    await updateLeadType(ctx(), 1, { nationalPrice: null, charges: [] })
    expect(await priceOf(await takeLead())).toEqual([['ptn_1', 2100]])
    await booksAreRight()
  })

  it('promises that whoever changes what setups follow reads how many go from what to what (F20)', async () => {
    await world()
    const change = { defaultPrice: gbp(1200), nationalPrice: gbp(1600), billingPoint: 'qualified' as const }
    const texts = [
      '1 setup has no price of its own and goes from £10.00 to £12.00.',
      '1 setup with all areas has no price of its own and goes from £15.00 to £16.00.',
      '3 setups are charged as this lead type says: from the price when accepted and £5.00 when converted to the price when qualified and £5.00 when converted.',
    ]
    const told = texts.map((message) => ({ code: 'REPRICES_PARTNERS', message }))
    expect((await updateLeadType(testCtx({ actor: admin, dryRun: true }), 1, change)).warnings).toEqual(told)
    expect((await updateLeadType(ctx(), 1, change)).warnings).toEqual(told)
    expect((await readSetup(ctx(), 3)).effectivePrice).toEqual(gbp(1600))
    expect((await readSetup(ctx(), 2)).effectivePrice).toEqual(gbp(1200))
    expect((await readSetup(ctx(), 1)).effectivePrice).toEqual(gbp(700))
  })

  it('promises that what was referred keeps its price, whatever changes after (F20)', async () => {
    await world({ billingPoint: 'qualified' })
    const leadId = await takeLead()
    await updateLeadType(ctx(), 1, {
      defaultPrice: gbp(1),
      nationalPrice: gbp(1),
      charges: [],
      billingPoint: 'accepted',
    })
    const [referral] = await referralsOf(leadId)
    expect(referral!.charges.map(({ point }) => point)).toEqual(['qualified', 'converted'])
    await booksAreRight()
  })
})

describe('what the database refuses, whoever asks', () => {
  const line = (id: string, { debit = 'held', credit = 'revenue', amount = 100, currency = 'GBP' } = {}) =>
    testDb()
      .prepare(
        `INSERT INTO transfers (party, n, id, debit, credit, amount, currency, kind, at, balance, held, payable)
         SELECT party, n + 1, ?1, ?2, ?3, CAST(?4 AS INTEGER), ?5, iif(?2 = 'held', 'settle', 'adjustment'), 0,
           balance + CAST(?4 AS INTEGER) * ((?3 IN ('available', 'held')) - (?2 IN ('available', 'held'))),
           held - iif(?2 = 'held', CAST(?4 AS INTEGER), 0), payable
         FROM transfers WHERE party = 1 ORDER BY n DESC LIMIT 1`,
      )
      .bind(id, debit, credit, amount, currency)
      .run()

  const oneLead = async () => {
    await buildWorld(testDb(), { partners: [{ id: 1 }], setups: [{ id: 1, partnerId: 1, leadTypeId: 1 }] })
    return (await referralsOf(await takeLead()))[0]!.id
  }

  it('promises that nothing more leaves a hold than went into it, and nothing out of no hold', async () => {
    const id = await oneLead()
    for (const more of [`settle:${id}:qualified`, `release:${id}`, 'settle:nothing:accepted'])
      await expect(line(more)).rejects.toThrow(/HOLD_SPENT:1|CHECK/)
    await booksAreRight()
  })

  it.each([
    ['nothing', { amount: 0 }],
    ['less than nothing', { amount: -5 }],
    ['another currency', { currency: 'USD' }],
    ['from an account to itself', { credit: 'available' }],
  ])('promises no transfer of %s (F27)', async (_, given) => {
    await oneLead()
    await expect(line('manual:x', { debit: 'available', ...given })).rejects.toThrow(/CHECK|CURRENCY|CHAIN/)
  })

  it('promises that the price and the charges of a referral stay, and belong together', async () => {
    await oneLead()
    await expect(testDb().prepare('UPDATE referrals SET price = 1').run()).rejects.toThrow('PRICE_IS_FROZEN')
    await expect(testDb().prepare("UPDATE referrals SET charges = '[]'").run()).rejects.toThrow('PRICE_IS_FROZEN')
  })
})

describe('the proof of the books', () => {
  /** Books that are wrong need the trigger away that would have refused them. */
  const forge = async (trigger: string, sql: string) => {
    await testDb().prepare(`DROP TRIGGER ${trigger}`).run()
    await testDb().prepare(sql).run()
  }

  it.each([
    [
      'a balance',
      'transfers_are_append_only',
      'UPDATE transfers SET balance = balance + 1 WHERE n = 2',
      /unbroken chain/,
    ],
    ['what it owes', 'transfers_are_append_only', 'UPDATE transfers SET payable = 1 WHERE n = 2', /unbroken chain/],
    ['a line that is gone', 'transfers_are_kept', 'DELETE FROM transfers WHERE n = 2', /unbroken chain/],
    ['a price', 'referral_price_is_frozen', 'UPDATE referrals SET price = 900', /Every referral holds/],
    [
      'progress without a charge',
      'referral_moves_on',
      "UPDATE referrals SET progress = 'converted'",
      /Every referral holds/,
    ],
    [
      'a charge without progress',
      'referral_moves_on',
      "UPDATE referrals SET progress = 'referred'",
      /Every referral holds/,
    ],
    ['a hold that nobody waits for', 'referral_moves_on', 'UPDATE referrals SET released_at = 1', /What is held/],
  ])('promises to find %s that was forged', async (_, trigger, sql, check) => {
    await world()
    await takeLead()
    await booksAreRight()
    await forge(trigger, sql)
    expect((await verifyLedger(testCtx())).findings.map((finding) => finding.check).join()).toMatch(check)
  })

  it('promises to say what moved on every account', async () => {
    await world()
    await takeLead()
    expect(await linesOf(1)).toHaveLength(2)
    const { accounts, ok } = await verifyLedger(testCtx())
    expect(ok).toBe(true)
    expect(Object.fromEntries(accounts.map(({ account, sum }) => [account, sum.amount]))).toMatchObject({
      revenue: 700,
      held: 500,
    })
    expect(accounts.reduce((total, { sum }) => total + sum.amount, 0)).toBe(0)
  })
})

import { describe, expect, it } from 'vitest'
import { parseReferralId } from '../../../contract/id.ts'
import type { ReferralView } from '../../../contract/lead.ts'
import { commit } from '../../../db/commit.ts'
import { payIntroducerWrites, reverseIntroducerWrites } from '../../../worker/operations/billing/pay-introducer.ts'
import { readBalance } from '../../../worker/operations/billing/read-balance.ts'
import { createTerms } from '../../../worker/operations/introducer-terms/create-terms.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { acceptReferral } from '../../../worker/operations/offers/accept-referral.ts'
import { reverseIntroducer } from '../../../worker/operations/reversals/reverse-introducer.ts'
import { booksAreRight, introducerPaid, linesOf, referralsOf, report } from '../../support/billing-world.ts'
import { admin, asPartner, gbp, historyOf, refusal } from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { takeLead } from '../../support/take-lead.ts'
import { buildWorld, usualLead, type World } from '../../support/world.ts'

const introducer = 9

/** Two buyers at 10.00 when accepted and 20.00 when converted, and an introducer that has no money of its own. */
const world = (given: World = {}) =>
  buildWorld(testDb(), {
    leadTypes: [{ id: 1, scope: 2, charges: [{ point: 'converted', amountMinor: 2000, costBps: 0 }] }, { id: 2 }],
    partners: [{ id: 1 }, { id: 2 }, { id: introducer, buys: false, introduces: true, balance: 0 }],
    setups: [
      { id: 1, partnerId: 1, leadTypeId: 1 },
      { id: 2, partnerId: 2, leadTypeId: 1 },
      { id: 3, partnerId: 1, leadTypeId: 2 },
    ],
    ...given,
  })

const terms = (given: object) =>
  createTerms(testCtx({ actor: admin }), { partnerId: introducer, leadTypeId: null, shares: [], ...given })

const introduced = (given: object = {}) => takeLead({ introducerId: introducer, ...given })

const write = async (statements: D1PreparedStatement[]) => {
  const committed = await commit(testCtx(), { history: [], write: statements })
  expect(committed).toMatchObject({ done: true })
}

const reverse = (leadId: string, of: { partnerId?: number } = {}) =>
  write(reverseIntroducerWrites(testCtx(), leadId, { note: 'A wrong number.', ...of }))

const payAgain = (leadId: string) => write(payIntroducerWrites(testCtx(), leadId))

describe('a fixed amount for each accepted lead', () => {
  it('promises that it is paid once, however many buyers take the lead', async () => {
    await world()
    await terms({ amount: gbp(400) })
    const leadId = await introduced()
    expect(await referralsOf(leadId)).toHaveLength(2)
    expect(await linesOf(introducer)).toEqual(['introducer:lead:1 400: 0 + 0, payable 400'])
    await payAgain(leadId)
    expect(await introducerPaid(leadId)).toBe(400)
    expect(await readBalance(testCtx({ actor: asPartner(introducer) }), introducer)).toMatchObject({
      balance: 0,
      payable: 400,
    })
    await booksAreRight()
  })

  it('promises that it is paid again only after it was taken back: net once at most (F50)', async () => {
    await world()
    await terms({ amount: gbp(400) })
    const leadId = await introduced()
    await reverse(leadId)
    await reverse(leadId)
    expect(await introducerPaid(leadId)).toBe(0)
    await payAgain(leadId)
    await payAgain(leadId)
    expect(await linesOf(introducer)).toEqual([
      'introducer:lead:1 400: 0 + 0, payable 400',
      'introducer:lead:1:back 400: 0 + 0, payable 0',
      'introducer:lead:2 400: 0 + 0, payable 400',
    ])
    await booksAreRight()
  })

  it('promises that it stays while another buyer has the lead, and goes with the last one', async () => {
    await world()
    await terms({ amount: gbp(400) })
    const leadId = await introduced()
    await reverse(leadId, { partnerId: 1 })
    expect(await introducerPaid(leadId)).toBe(400)
    await testDb().prepare("UPDATE referrals SET state = 'returned' WHERE partner_id = 1").run()
    await reverse(leadId, { partnerId: 2 })
    expect(await introducerPaid(leadId)).toBe(0)
  })

  it('promises that nothing is owed before somebody accepts, for a test, or where nobody introduced', async () => {
    await world({ setups: [] })
    await terms({ amount: gbp(400) })
    await introduced()
    await introduced({ isTest: true })
    await takeLead()
    expect(await linesOf(introducer)).toEqual([])
    const { results } = await testDb().prepare('SELECT cost FROM leads ORDER BY id').all()
    expect(results).toEqual([{ cost: 400 }, { cost: 400 }, { cost: 0 }])
  })
})

describe('a share of what buyers are charged', () => {
  it('promises floor of it for each buyer at that point, in the commit of the charge (F39)', async () => {
    await world()
    await terms({
      shares: [
        { point: 'accepted', valueBps: 3333 },
        { point: 'converted', valueBps: 1000 },
      ],
    })
    const leadId = await introduced()
    const [first] = (await referralsOf(leadId)) as [ReferralView]
    await report(first, 'converted')
    expect(await linesOf(introducer)).toEqual([
      'introducer:ref:accepted 333: 0 + 0, payable 333',
      'introducer:ref:accepted 333: 0 + 0, payable 666',
      'introducer:ref:converted 200: 0 + 0, payable 866',
    ])
    await booksAreRight()
    await reverse(leadId, { partnerId: parseReferralId(first.id)!.partnerId })
    expect(await introducerPaid(leadId)).toBe(333)
    await reverse(leadId)
    expect((await linesOf(introducer)).at(-1)).toBe('introducer:ref:accepted:back 333: 0 + 0, payable 0')
    await booksAreRight()
  })

  it('promises that a share that rounds to nothing is no line', async () => {
    await world()
    await terms({ leadTypeId: 2, shares: [{ point: 'accepted', valueBps: 9 }] })
    await introduced({ leadTypeId: 2 })
    expect(await linesOf(introducer)).toEqual([])
  })
})

describe('a lead whose introducer the broker turned back (F50)', () => {
  const reason = 'The person never asked'
  const turnBack = (leadId: string) => reverseIntroducer(testCtx({ actor: admin }), { leadId, reason })

  it('promises that nothing more is paid for it, when a later point is charged', async () => {
    await world()
    await terms({ amount: gbp(400), shares: [{ point: 'converted', valueBps: 1000 }] })
    const leadId = await introduced()
    const [first, next] = (await referralsOf(leadId)) as [ReferralView, ReferralView]
    await report(first, 'converted')
    expect(await turnBack(leadId)).toMatchObject({ reversed: gbp(600) })
    await report(next, 'converted')
    expect(await introducerPaid(leadId)).toBe(0)
    await booksAreRight()
  })

  it('promises that nothing is paid for it when another buyer accepts it', async () => {
    await world({
      setups: [
        { id: 1, partnerId: 1, leadTypeId: 1 },
        { id: 2, partnerId: 2, leadTypeId: 1, acceptMinutes: 60 },
      ],
    })
    await terms({ amount: gbp(400) })
    const leadId = await introduced()
    await turnBack(leadId)
    await acceptReferral(testCtx({ actor: asPartner(2) }), { leadId, partnerId: 2 })
    expect(await introducerPaid(leadId)).toBe(0)
    await booksAreRight()
  })

  it('promises it of one that nothing was paid for yet, and says it once', async () => {
    await world()
    await terms({ shares: [{ point: 'converted', valueBps: 1000 }] })
    const leadId = await introduced()
    await turnBack(leadId)
    await turnBack(leadId)
    expect((await historyOf(leadId)).filter(({ event }) => event === 'lead.introducer-reversed')).toHaveLength(1)
    await report((await referralsOf(leadId))[0]!, 'converted')
    expect(await linesOf(introducer)).toEqual([])
    await booksAreRight()
  })
})

describe('which terms count', () => {
  it('promises that those of a type stand before those of every type, even where they are nothing', async () => {
    await world()
    await terms({ amount: gbp(400) })
    await terms({ leadTypeId: 2 })
    await introduced()
    await introduced({ leadTypeId: 2 })
    expect(await linesOf(introducer)).toEqual(['introducer:lead:1 400: 0 + 0, payable 400'])
  })

  it('promises that a lead keeps what it came in with, and that a share of its cost is part of its price', async () => {
    await world({
      leadTypes: [{ id: 1, charges: [{ point: 'accepted', amountMinor: 0, costBps: 5000 }] }, { id: 2 }],
    })
    const { version } = await terms({ amount: gbp(401) })
    expect(version).toBe(1)
    const leadId = await introduced()
    const [referral] = await referralsOf(leadId)
    expect(referral).toMatchObject({ price: { amount: 1200 } })
    expect(await linesOf(introducer)).toEqual(['introducer:lead:1 401: 0 + 0, payable 401'])
    await booksAreRight()
  })

  it('promises that the broker may say what a lead cost, and a partner may not', async () => {
    await world()
    await terms({ amount: gbp(400) })
    await introduced({ cost: gbp(250) })
    expect(await linesOf(introducer)).toEqual(['introducer:lead:1 250: 0 + 0, payable 250'])
    const lead = { leadTypeId: 1, introducerId: null, channel: 'json' as const, pageUrl: null, fields: usualLead(77) }
    const dollars = captureLead(testCtx(), { ...lead, cost: { amount: 1, currency: 'USD' } })
    expect(await refusal(dollars)).toMatchObject({ errors: ['/cost/currency WRONG_CURRENCY'] })
  })
})

import { beforeEach, describe, expect, it } from 'vitest'
import { dayMs, minuteMs } from '../../../contract/time.ts'
import { runDue } from '../../../worker/jobs/cron.ts'
import { listLeadRuns } from '../../../worker/operations/automations/list-lead-runs.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { automate, email, step, template } from '../../support/automation-world.ts'
import { booksAreRight, linesOf, referralsOf, report } from '../../support/billing-world.ts'
import { admin, asPartner, refusal } from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { takeLead } from '../../support/take-lead.ts'
import { buildWorld } from '../../support/world.ts'

const start = Date.UTC(2026, 5, 15, 12)

/** 10.00 when accepted, 5.00 when qualified, 20.00 when converted, out of 10,000.00. */
const threePoints = {
  id: 1,
  charges: [
    { point: 'qualified' as const, amountMinor: 500, costBps: 0 },
    { point: 'converted' as const, amountMinor: 2000, costBps: 0 },
  ],
  billingDays: 30,
}

const oneBuyer = (leadType: object = threePoints) =>
  buildWorld(testDb(), {
    leadTypes: [{ id: 1, ...leadType }],
    partners: [{ id: 1 }],
    setups: [{ id: 1, partnerId: 1, leadTypeId: 1 }],
  })

const jobs = async () =>
  (await testDb().prepare("SELECT kind, due FROM jobs WHERE kind = 'close-billing'").all()).results

const sweepAt = (now: number) => runDue(() => testCtx({ now }))

const taken = async () => (await referralsOf(await takeLead()))[0]!

describe('billing points', () => {
  beforeEach(() => oneBuyer())

  it('promises that the sum is held and each point charges its part of it, once (D6)', async () => {
    const referral = await taken()
    expect(referral).toMatchObject({ price: { amount: 3500 }, progress: 'accepted', state: 'delivered' })
    expect(referral.charges.map(({ point, amount }) => [point, amount.amount])).toEqual([
      ['accepted', 1000],
      ['qualified', 500],
      ['converted', 2000],
    ])
    await report(referral, 'qualified')
    await report(referral, 'qualified')
    expect(await report(referral, 'converted')).toMatchObject({ progress: 'converted', releasedAt: null })
    await report(referral, 'converted')
    expect(await linesOf(1)).toEqual([
      'hold:ref 3500: 996500 + 3500, payable 0',
      'settle:ref:accepted 1000: 996500 + 2500, payable 0',
      'settle:ref:qualified 500: 996500 + 2000, payable 0',
      'settle:ref:converted 2000: 996500 + 0, payable 0',
    ])
    await booksAreRight()
  })

  it('promises that a later point charges the earlier ones with it', async () => {
    await report(await taken(), 'converted')
    expect((await linesOf(1)).slice(2)).toEqual([
      'settle:ref:qualified 500: 996500 + 2000, payable 0',
      'settle:ref:converted 2000: 996500 + 0, payable 0',
    ])
    await booksAreRight()
  })

  it('promises that of many reports at once one counts', async () => {
    const referral = await taken()
    const told = await Promise.allSettled(Array.from({ length: 6 }, () => report(referral, 'qualified')))
    expect(told.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0)
    expect((await linesOf(1)).filter((line) => line.includes('qualified'))).toHaveLength(1)
    await booksAreRight()
  })

  it('promises that what is invalidated gives back the rest and keeps what was charged', async () => {
    const referral = await taken()
    expect(await report(referral, 'invalidated', { now: start + dayMs })).toMatchObject({
      progress: 'invalidated',
      state: 'delivered',
      releasedAt: '2026-06-16T12:00:00.000Z',
    })
    expect((await linesOf(1)).at(-1)).toBe('release:ref 2500: 999000 + 0, payable 0')
    expect(await refusal(report(referral, 'converted'))).toMatchObject({ code: 'PROGRESS_BACK' })
    await booksAreRight()
  })

  it('promises that after its billing days the rest goes back, and a later point is news but charges nothing', async () => {
    const referral = await taken()
    expect(await jobs()).toEqual([{ kind: 'close-billing', due: start + 30 * dayMs }])
    await sweepAt(start + 30 * dayMs - 1)
    expect(await linesOf(1)).toHaveLength(2)
    await sweepAt(start + 30 * dayMs)
    expect((await linesOf(1)).at(-1)).toBe('release:ref 2500: 999000 + 0, payable 0')
    expect(await jobs()).toEqual([])
    await booksAreRight()

    expect(await report(referral, 'converted', { now: start + 31 * dayMs })).toMatchObject({ progress: 'converted' })
    expect(await linesOf(1)).toHaveLength(3)
    await booksAreRight()
  })

  it('promises that a window with nothing left in it ends without a line', async () => {
    await report(await taken(), 'converted')
    await sweepAt(start + 30 * dayMs)
    expect(await linesOf(1)).toHaveLength(4)
    expect(await jobs()).toEqual([])
  })
})

describe('a plain lead', () => {
  it('promises that it costs no job and no byte of charges', async () => {
    await oneBuyer({})
    const [referral] = await referralsOf(await takeLead())
    expect(referral!.charges).toEqual([{ point: 'accepted', amount: { amount: 1000, currency: 'GBP' } }])
    expect(await testDb().prepare('SELECT charges FROM referrals').first('charges')).toBeNull()
    expect(await jobs()).toEqual([])
    await report(referral!, 'qualified')
    expect(await linesOf(1)).toHaveLength(2)
    await booksAreRight()
  })

  it('promises that one whose price is due later is free when it is accepted', async () => {
    await oneBuyer({ billingPoint: 'converted' })
    const referral = await taken()
    expect(await linesOf(1)).toEqual(['hold:ref 1000: 999000 + 1000, payable 0'])
    await report(referral, 'converted')
    expect((await linesOf(1)).at(-1)).toBe('settle:ref:converted 1000: 999000 + 0, payable 0')
    await booksAreRight()
  })
})

describe('who says how far it came', () => {
  beforeEach(() => oneBuyer())

  it('promises that its partner may report what it pays for, and not invalidate what it would have to pay', async () => {
    const referral = await taken()
    const actor = asPartner(1)
    expect(await report(referral, 'qualified', { actor })).toMatchObject({ progress: 'qualified' })
    expect(await refusal(report(referral, 'invalidated', { actor }))).toMatchObject({ code: 'NOT_ALLOWED' })
    expect(await report(referral, 'invalidated', { actor: admin })).toMatchObject({ progress: 'invalidated' })
  })

  it("promises that somebody else's referral is not there", async () => {
    const referral = await taken()
    for (const progress of ['qualified', 'invalidated'] as const)
      expect(await refusal(report(referral, progress, { actor: asPartner(9) }))).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('promises that a lead goes forward with its referral and never back (F67)', async () => {
    const leadId = await takeLead()
    const [referral] = await referralsOf(leadId)
    await report(referral!, 'qualified')
    expect(await readLead(testCtx(), leadId)).toMatchObject({ stage: { kind: 'qualified' }, location: 'routed' })
    await report(referral!, 'converted')
    const { stage, location, timeline } = await readLead(testCtx(), leadId)
    expect([stage.kind, location]).toEqual(['won', 'closed'])
    const moves = timeline.filter(({ event }) => event === 'lead.stage')
    expect(moves.map(({ data }) => (data as { referral: string }).referral)).toEqual([referral!.id, referral!.id])
  })

  it('promises that what one partner calls invalid leaves the lead where it is', async () => {
    const leadId = await takeLead()
    await report((await referralsOf(leadId))[0]!, 'invalidated')
    expect(await readLead(testCtx(), leadId)).toMatchObject({ stage: { kind: 'new' }, location: 'routed' })
  })
})

describe('automations that listen to progress', () => {
  it.each([
    ['referral.qualified', 'qualified'],
    ['referral.converted', 'converted'],
    ['referral.invalidated', 'invalidated'],
  ] as const)('promises that %s starts them, though the lead closes with it (F61)', async (event, progress) => {
    await oneBuyer()
    const templateId = (await template(testCtx({ actor: admin }))).id
    await automate(testCtx({ actor: admin }), { event, steps: [step(email(templateId))] })
    const leadId = await takeLead()
    await report((await referralsOf(leadId))[0]!, progress)
    for (const minutes of [2, 4]) await sweepAt(start + minutes * minuteMs)
    expect((await listLeadRuns(testCtx(), leadId)).items.map((run) => [run.event, run.state])).toEqual([
      [event, 'done'],
    ])
  })
})

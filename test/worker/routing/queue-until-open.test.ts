import { describe, expect, inject, it } from 'vitest'
import { formatId } from '../../../contract/id.ts'
import type { Schedule } from '../../../contract/schedule.ts'
import { minuteMs } from '../../../contract/time.ts'
import { verifyLedger } from '../../../worker/operations/billing/verify-ledger.ts'
import { explainEligibility } from '../../../worker/operations/eligibility/explain-eligibility.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { updatePartner } from '../../../worker/operations/partners/update-partner.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { sweepAt } from '../../support/sweep-at.ts'
import { buildWorld, usualLead, type WorldLeadType, type WorldPartner } from '../../support/world.ts'

/** A Monday in London, in summer: an hour ahead of UTC. */
const noon = Date.UTC(2026, 5, 15, 11)
const evening = Date.UTC(2026, 5, 15, 21)
const nextMorning = Date.UTC(2026, 5, 16, 8)
const afterClosing = Date.UTC(2026, 5, 15, 16, 31)

const office = { windows: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:30' }] }

/** Partner 1 keeps office hours and comes first; partner 2 is always there. The window is worked out when asked for. */
const build = (first: Partial<WorldPartner> = {}, leadType: Partial<WorldLeadType> = {}) =>
  buildWorld(testDb(), {
    leadTypes: [{ id: 1, ...leadType }],
    partners: [
      { id: 1, schedule: office, openFrom: 0, openUntil: 0, ...first },
      { id: 2, transferNumber: '+442079460123' },
    ],
    setups: [
      { id: 1, partnerId: 1, leadTypeId: 1, priority: 1 },
      { id: 2, partnerId: 2, leadTypeId: 1 },
    ],
  })

async function capture(now: number, n = 1) {
  const ctx = testCtx({ now })
  const lead = { leadTypeId: 1, introducerId: null, channel: 'json', pageUrl: null, fields: usualLead(n) } as const
  const { id } = await captureLead(ctx, lead)
  return { id, ctx }
}

async function referralsOf(id: string): Promise<[string, string][]> {
  return (await readLead(testCtx(), id)).referrals.map(({ partner, state }) => [partner.id, state])
}

const mailsTo = async (partnerId: number): Promise<number> =>
  (await testDb()
    .prepare('SELECT count(*) AS n FROM mailbox WHERE recipients LIKE ?')
    .bind(`%buyer${partnerId}@%`)
    .first<number>('n'))!

describe('a partner that is closed (F34)', () => {
  it('promises the lead to the next one, unless it wants to wait', async () => {
    await build()
    const { id } = await capture(evening)
    expect(await referralsOf(id)).toEqual([['ptn_2', 'referred']])
    const { trace } = await readLead(testCtx(), id)
    expect(trace?.considered.find(({ partner }) => partner === formatId('partner', 1))?.failures).toMatchObject([
      { code: 'OUTSIDE_SCHEDULE', values: { opensAt: '2026-06-16T08:00:00.000Z' } },
    ])
  })

  it('promises a lead that waits at once when the partner opens earlier, and when it opens by a later one', async () => {
    await build({ queueUntilOpen: true })
    const { id } = await capture(evening)
    const change = (schedule: Schedule | null) =>
      updatePartner(testCtx({ now: evening, actor: { kind: 'admin', keyId: 1, keyVersion: 1 } }), 1, { schedule })
    await change({ windows: [{ days: [3], from: '10:00', to: '11:00' }] })
    await sweepAt(nextMorning)
    expect(await referralsOf(id)).toEqual([['ptn_1', 'referred']])
    await change(null)
    await sweepAt(evening + minuteMs)
    expect(await referralsOf(id)).toEqual([['ptn_1', 'delivered']])
  })

  it('promises one that waits its lead when it opens, held for and counted from the start', async () => {
    await build({ queueUntilOpen: true })
    const { id, ctx } = await capture(evening)
    expect(await referralsOf(id)).toEqual([['ptn_1', 'referred']])
    expect(ctx.started).toEqual([])
    expect(await testDb().prepare('SELECT held FROM transfers WHERE party = 1 ORDER BY n DESC').first('held')).toBe(
      1000,
    )
    expect(await testDb().prepare('SELECT today FROM partner_counts WHERE partner_id = 1').first('today')).toBe(1)

    await sweepAt(nextMorning - minuteMs)
    expect([await referralsOf(id), await mailsTo(1)]).toEqual([[['ptn_1', 'referred']], 0])
    await sweepAt(nextMorning)
    expect([await referralsOf(id), await mailsTo(1)]).toEqual([[['ptn_1', 'delivered']], 1])
    expect((await verifyLedger(testCtx())).findings).toEqual([])
  })

  it('promises that a holiday is waited for as well', async () => {
    const tuesday = { ...office, holidays: [{ from: '2026-06-16' }] }
    await build({ queueUntilOpen: true, schedule: tuesday })
    const { id } = await capture(evening)
    await sweepAt(nextMorning)
    expect(await referralsOf(id)).toEqual([['ptn_1', 'referred']])
    await sweepAt(Date.UTC(2026, 5, 17, 8))
    expect(await referralsOf(id)).toEqual([['ptn_1', 'delivered']])
  })

  it('promises that nobody waits for a call: whoever takes it is there now (F18)', async () => {
    await build({ queueUntilOpen: true, transferNumber: '+442079460124' }, { referralMethod: 'transfer' })
    const { items } = await explainEligibility(testCtx({ now: evening }), {
      leadId: null,
      leadTypeId: 1,
      partnerId: 1,
      at: null,
      eligible: null,
      code: null,
      after: { partnerId: 0, leadTypeId: 0 },
      limit: 1,
    })
    expect(items[0]?.failures.map(({ code }) => code)).toEqual(['OUTSIDE_SCHEDULE'])
  })
})

describe('a partner that waits until it opens', () => {
  it('promises to have its leads at once while it is open', async () => {
    await build({ queueUntilOpen: true })
    const { id, ctx } = await capture(noon)
    await ctx.runStarted()
    expect(await referralsOf(id)).toEqual([['ptn_1', 'delivered']])
  })

  it('promises that its daily limit counts the day on which it was given the lead, not the one on which it has it', async () => {
    await build({ queueUntilOpen: true, dailyLimit: 1 })
    const first = await capture(evening, 1)
    const second = await capture(evening + minuteMs, 2)
    expect([await referralsOf(first.id), await referralsOf(second.id)]).toEqual([
      [['ptn_1', 'referred']],
      [['ptn_2', 'referred']],
    ])
    await sweepAt(nextMorning)
    const third = await capture(nextMorning + minuteMs, 3)
    expect(await referralsOf(third.id)).toEqual([['ptn_1', 'referred']])
  })
})

describe('closing time (F3, F34)', () => {
  const failing = () => ({
    email: null,
    internet: { format: 'json', url: `${inject('outside').http}/answer?status=503`, headers: {} },
  })
  const well = () => ({
    email: null,
    internet: { format: 'json', url: `${inject('outside').http}/answer?status=200`, headers: {} },
  })

  it('promises that it stops new referrals, while the retries of earlier ones go on', async () => {
    await build({ delivery: failing() })
    const early = await capture(afterClosing - 2 * minuteMs, 1)
    await early.ctx.runStarted()
    const late = await capture(afterClosing, 2)
    expect([await referralsOf(early.id), await referralsOf(late.id)]).toEqual([
      [['ptn_1', 'referred']],
      [['ptn_2', 'referred']],
    ])

    await testDb()
      .prepare('UPDATE partners SET version = version + 1, delivery = ? WHERE id = 1')
      .bind(JSON.stringify(well()))
      .run()
    await sweepAt(afterClosing + 8 * minuteMs)
    expect(await referralsOf(early.id)).toEqual([['ptn_1', 'delivered']])
  })

  it('promises the same of a partner that goes off line', async () => {
    await build({ delivery: failing() })
    const early = await capture(noon, 1)
    await early.ctx.runStarted()
    await testDb()
      .prepare('UPDATE partners SET version = version + 1, online = 0, delivery = ? WHERE id = 1')
      .bind(JSON.stringify(well()))
      .run()
    const late = await capture(noon + minuteMs, 2)
    await sweepAt(noon + 8 * minuteMs)
    expect([await referralsOf(early.id), await referralsOf(late.id)]).toEqual([
      [['ptn_1', 'delivered']],
      [['ptn_2', 'delivered']],
    ])
  })
})

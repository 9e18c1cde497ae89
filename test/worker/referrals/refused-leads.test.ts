import { describe, expect, inject, it } from 'vitest'
import { hourMs, minuteMs } from '../../../contract/time.ts'
import { runDue } from '../../../worker/jobs/cron.ts'
import { verifyLedger } from '../../../worker/operations/billing/verify-ledger.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { routeLead } from '../../../worker/operations/leads/route-lead.ts'
import { declineReferral } from '../../../worker/operations/offers/decline-referral.ts'
import { resolveReferral } from '../../../worker/operations/referrals/resolve-referral.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { buildWorld, usualLead, type WorldLeadType } from '../../support/world.ts'

const start = Date.UTC(2026, 5, 15, 12)

const internet = (path: string) => ({
  email: null,
  internet: { format: 'json', url: `${inject('outside').http}${path}`, headers: {} },
})

const saying = (status: string) => internet(`/answer?body=${encodeURIComponent(JSON.stringify({ status }))}`)

/** Partner 1 comes first and delivers so; the preference is as given, the lead type's own word too. */
async function leadFor(
  delivery: unknown,
  {
    rerouteRefused = false,
    own = null,
    leadType = {},
    acceptMinutes = 0,
    failoverMinutes = 30,
  }: {
    rerouteRefused?: boolean
    own?: boolean | null
    leadType?: Partial<WorldLeadType>
    acceptMinutes?: number
    failoverMinutes?: number
  } = {},
): Promise<string> {
  await buildWorld(testDb(), {
    preferences: { rerouteRefused, failoverMinutes },
    leadTypes: [{ id: 1, ...leadType }],
    partners: [{ id: 1, delivery }, { id: 2 }, { id: 3 }],
    setups: [
      { id: 1, partnerId: 1, leadTypeId: 1, priority: 1, acceptMinutes },
      { id: 2, partnerId: 2, leadTypeId: 1 },
    ],
  })
  if (own !== null)
    await testDb().prepare('UPDATE lead_types SET reroute_refused = ?, version = 2').bind(Number(own)).run()
  const ctx = testCtx({ now: start })
  const lead = { leadTypeId: 1, introducerId: null, channel: 'json', pageUrl: null, fields: usualLead(1) } as const
  const { id } = await captureLead(ctx, lead)
  await ctx.runStarted()
  return id
}

async function standing(id: string) {
  const { referrals, location } = await readLead(testCtx(), id)
  return { location, states: referrals.map(({ partner, state }) => `${partner.id} ${state}`) }
}

const told = async () =>
  (await testDb().prepare('SELECT subject FROM mailbox').all<{ subject: string }>()).results.filter(({ subject }) =>
    subject.startsWith('Refused'),
  ).length

const waits = { location: 'pending', states: ['ptn_1 rejected'] }
const goesOn = { location: 'routed', states: ['ptn_1 rejected', 'ptn_2 delivered'] }

describe('a lead that its partner refuses', () => {
  it.each([
    ['waits for a person where the preference says so', {}, waits, 1],
    ['goes on where it does not', { rerouteRefused: true }, goesOn, 0],
    ['goes on where its type says so, whatever the preference', { own: true }, goesOn, 0],
    ['waits where its type says so, whatever the preference', { rerouteRefused: true, own: false }, waits, 1],
  ])('promises: it %s', async (_, settings, expected, mails) => {
    const id = await leadFor(saying('rejected'), settings)
    expect(await standing(id)).toEqual(expected)
    expect(await told()).toBe(mails)
    expect((await verifyLedger(testCtx())).findings).toEqual([])
  })

  it('promises that a duplicate waits as well, and a person can route it then', async () => {
    const id = await leadFor(saying('duplicate'))
    expect(await standing(id)).toEqual({ location: 'pending', states: ['ptn_1 duplicate'] })
    const ctx = testCtx({ now: start + minuteMs })
    await routeLead(ctx, { leadId: id })
    await ctx.runStarted()
    expect(await standing(id)).toEqual({ location: 'routed', states: ['ptn_1 duplicate', 'ptn_2 delivered'] })
  })

  it('promises that what merely failed goes on by itself all the same', async () => {
    const id = await leadFor(internet('/answer?status=404'))
    expect(await standing(id)).toEqual({ location: 'routed', states: ['ptn_1 failed', 'ptn_2 delivered'] })
  })

  it('promises that a declined offer waits too', async () => {
    const id = await leadFor(null, { acceptMinutes: 10 })
    const ctx = testCtx({ now: start + minuteMs })
    await declineReferral(ctx, { leadId: id, partnerId: 1, reason: 'No room' })
    await ctx.runStarted()
    expect(await standing(id)).toEqual(waits)
    expect(await told()).toBe(1)
  })

  it('promises that one which lapsed goes on all the same: nobody refused it', async () => {
    const id = await leadFor(null, { acceptMinutes: 10 })
    const ctx = testCtx({ now: start + 10 * minuteMs })
    await runDue(() => ctx)
    await ctx.runStarted()
    expect(await standing(id)).toEqual(goesOn)
  })

  it('promises that what a person resolves as rejected goes where refused leads go', async () => {
    const id = await leadFor(internet('/reset'))
    const ctx = testCtx({ now: start + minuteMs })
    await resolveReferral(ctx, { leadId: id, partnerId: 1, outcome: 'rejected', reason: 'Rang them' })
    await ctx.runStarted()
    expect(await standing(id)).toEqual(waits)
  })

  it('promises that its other partners keep it where it went to several', async () => {
    const id = await leadFor(saying('rejected'), { leadType: { scope: 2 } })
    expect(await standing(id)).toMatchObject({ location: 'routed', states: ['ptn_1 rejected', 'ptn_2 delivered'] })
  })
})

describe('failover', () => {
  it.each([
    [5, 4, 6],
    [120, 119, 121],
  ])('promises that with %i minutes the next partner gets it after as many', async (failoverMinutes, before, after) => {
    const delivery = { email: null, internet: { format: 'json', url: inject('outside').refused, headers: {} } }
    const id = await leadFor(delivery, { failoverMinutes })
    for (const minutes of [1, before]) {
      const ctx = testCtx({ now: start + minutes * minuteMs })
      await runDue(() => ctx)
    }
    expect((await standing(id)).states).toEqual(['ptn_1 referred'])
    const ctx = testCtx({ now: start + after * minuteMs })
    await runDue(() => ctx)
    await ctx.runStarted()
    expect((await standing(id)).states).toEqual(['ptn_1 failed', 'ptn_2 delivered'])
  })

  it('promises that an unknown outcome goes nowhere by itself, however short it is', async () => {
    const id = await leadFor(internet('/reset'), { failoverMinutes: 1, rerouteRefused: true })
    for (const hours of [1, 3, 9, 30, 80]) {
      const ctx = testCtx({ now: start + hours * hourMs })
      await runDue(() => ctx)
      await ctx.runStarted()
    }
    expect((await standing(id)).states).toEqual(['ptn_1 unknown'])
  })
})

import { expect, inject, it } from 'vitest'
import { hourMs, minuteMs } from '../../../contract/time.ts'
import { verifyLedger } from '../../../worker/operations/billing/verify-ledger.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { sweepAt } from '../../support/sweep-at.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

const start = Date.UTC(2026, 5, 15, 12)

const delivery = () => ({
  email: null,
  internet: { format: 'json', url: `${inject('outside').http}/answer?status=200`, headers: {} },
})

/** Partner 1 gets the lead, and its breaker opens for ten hours before anything is sent. */
async function referToFailing(): Promise<string> {
  await buildWorld(testDb(), {
    partners: [{ id: 1, delivery: delivery() }, { id: 2 }],
    setups: [
      { id: 1, partnerId: 1, leadTypeId: 1, priority: 1 },
      { id: 2, partnerId: 2, leadTypeId: 1 },
    ],
  })
  const ctx = testCtx({ now: start })
  const lead = { leadTypeId: 1, introducerId: null, channel: 'json', pageUrl: null, fields: usualLead(1) } as const
  const { id } = await captureLead(ctx, lead)
  await testDb()
    .prepare('UPDATE partners SET failures = 6, failing_since = ?, breaker_until = ? WHERE id = 1')
    .bind(start, start + 10 * hourMs)
    .run()
  await ctx.runStarted()
  return id
}

async function statesOf(id: string): Promise<[string, string][]> {
  const { referrals } = await readLead(testCtx(), id)
  return referrals.map(({ partner, state }) => [partner.id, state])
}

it('promises that a lead which a failing server never got goes to the next partner after half an hour', async () => {
  const id = await referToFailing()
  await sweepAt(start + 29 * minuteMs)
  expect(await statesOf(id)).toEqual([['ptn_1', 'referred']])
  await sweepAt(start + 31 * minuteMs)
  expect(await statesOf(id)).toEqual([
    ['ptn_1', 'failed'],
    ['ptn_2', 'delivered'],
  ])
  expect((await verifyLedger(testCtx())).findings).toEqual([])
})

it('promises that a server which is well again by then gets it after all, as the first try', async () => {
  const id = await referToFailing()
  await testDb().prepare('UPDATE partners SET failures = 0, failing_since = NULL, breaker_until = 0 WHERE id = 1').run()
  await sweepAt(start + 31 * minuteMs)
  const { referrals, timeline } = await readLead(testCtx(), id)
  expect(referrals).toMatchObject([{ partner: { id: 'ptn_1' }, state: 'delivered' }])
  expect(timeline.at(-1)).toMatchObject({ event: 'referral.delivery', data: { attempt: 1 } })
})

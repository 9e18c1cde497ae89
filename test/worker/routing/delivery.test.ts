import { expect, it } from 'vitest'
import { verifyLedger } from '../../../worker/operations/billing/verify-ledger.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

it('promises that a delivered lead is charged once, on its own hold', async () => {
  await buildWorld(testDb(), { partners: [{ id: 1 }], setups: [{ id: 1, partnerId: 1, leadTypeId: 1 }] })
  const ctx = testCtx()
  const { id } = await captureLead(ctx, {
    leadTypeId: 1,
    introducerId: null,
    channel: 'json',
    pageUrl: null,
    fields: usualLead(1),
  })
  await ctx.runStarted()
  const lead = await readLead(ctx, id)
  expect(lead.referrals).toMatchObject([{ state: 'delivered' }])
  const { results } = await testDb().prepare('SELECT kind, amount, balance, held FROM transfers ORDER BY n').all()
  expect(results).toEqual([
    { kind: 'payment', amount: 1_000_000, balance: 1_000_000, held: 0 },
    { kind: 'hold', amount: 1000, balance: 1_000_000, held: 1000 },
    { kind: 'settle', amount: 1000, balance: 999_000, held: 0 },
  ])
  expect((await testDb().prepare('SELECT count(*) AS n FROM jobs').first<{ n: number }>())!.n).toBe(0)
  expect((await verifyLedger(ctx)).findings).toEqual([])
  expect(lead.timeline.map(({ event }) => event)).toEqual(['lead.captured', 'referral.delivery'])
})

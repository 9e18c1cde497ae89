import { expect, it } from 'vitest'
import { verifyLedger } from '../../../worker/operations/billing/verify-ledger.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

const lead = (n: number, postcode?: string) => ({
  leadTypeId: 1,
  introducerId: null,
  channel: 'json' as const,
  pageUrl: null,
  fields: usualLead(n, postcode),
})

it('promises that an immediate lead is captured, referred and held for in one commit', async () => {
  const db = testDb()
  await buildWorld(db, {
    partners: [{ id: 1 }, { id: 2, online: false }],
    setups: [
      { id: 1, partnerId: 1, leadTypeId: 1 },
      { id: 2, partnerId: 2, leadTypeId: 1 },
    ],
  })
  const ctx = testCtx()
  const receipt = await captureLead(ctx, lead(1))
  expect(receipt).toMatchObject({ location: 'routed', referrals: 1 })
  const read = await readLead(ctx, receipt.id)
  expect(read.referrals).toMatchObject([
    { partner: { id: 'ptn_1' }, state: 'referred', price: { amount: 1000, currency: 'GBP' } },
  ])
  expect(
    read.trace?.considered.map(({ partner, position, failures }) => [
      partner,
      position,
      failures.map(({ code }) => code),
    ]),
  ).toEqual([
    ['ptn_1', 1, []],
    ['ptn_2', null, ['OFFLINE']],
  ])
  expect(await db.prepare('SELECT id, balance, held FROM transfers ORDER BY n DESC LIMIT 1').first()).toEqual({
    id: `hold:${read.referrals[0]!.id}`,
    balance: 1_000_000,
    held: 1000,
  })
  expect(
    (await db.prepare('SELECT setup_id, due <> 0 AS parked, cause FROM turns ORDER BY setup_id').all()).results,
  ).toEqual([
    { setup_id: 1, parked: 0, cause: null },
    { setup_id: 2, parked: 1, cause: 'OFFLINE' },
  ])
  expect(ctx.started).toMatchObject([{ kind: 'deliver-referral' }])
  expect((await verifyLedger(ctx)).findings).toEqual([])
})

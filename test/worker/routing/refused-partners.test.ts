import { expect, it } from 'vitest'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

it('promises that partners whom only the database can refuse do not stand in the way of the next one', async () => {
  const db = testDb()
  await buildWorld(db, {
    partners: [{ id: 1 }, { id: 2 }, { id: 3 }],
    setups: [
      { id: 1, partnerId: 1, leadTypeId: 1, priority: 2 },
      { id: 2, partnerId: 2, leadTypeId: 1, priority: 1 },
      { id: 3, partnerId: 3, leadTypeId: 1 },
    ],
  })
  // Another machine's clock, just past midnight, has counted leads for both already.
  await db
    .prepare(
      `INSERT INTO partner_counts SELECT id, 1, 20260616, 1, '{"t1":1}', 202606, 1, '{"t1":1}' FROM partners WHERE id < 3`,
    )
    .run()
  const { id } = await captureLead(testCtx({ now: Date.UTC(2026, 5, 15, 12) }), {
    leadTypeId: 1,
    introducerId: null,
    channel: 'json',
    pageUrl: null,
    fields: usualLead(1),
  })
  const { referrals, trace } = await readLead(testCtx(), id)
  expect(referrals).toMatchObject([{ partner: { id: 'ptn_3' } }])
  expect(trace!.refusals).toEqual([
    { partner: 'ptn_1', because: 'CLOCK_BACK' },
    { partner: 'ptn_2', because: 'CLOCK_BACK' },
  ])
})

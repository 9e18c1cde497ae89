import { expect, it } from 'vitest'
import { addTransaction } from '../../../worker/operations/billing/add-transaction.ts'
import { verifyLedger } from '../../../worker/operations/billing/verify-ledger.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { meanwhile } from '../../support/meanwhile.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

it('promises that a payment is taken though a lead took a hold while it was being written', async () => {
  await buildWorld(testDb(), { partners: [{ id: 1 }], setups: [{ id: 1, partnerId: 1, leadTypeId: 1 }] })
  const takeAHold = () =>
    captureLead(testCtx(), {
      leadTypeId: 1,
      introducerId: null,
      channel: 'json',
      pageUrl: null,
      fields: usualLead(1),
    })
  const amount = { amount: 5000, currency: 'GBP' }
  const line = await addTransaction(testCtx({ db: meanwhile(testDb(), 2, takeAHold) }), {
    partnerId: 1,
    kind: 'payment',
    amount,
    reason: 'Bank transfer',
  })
  expect(line.n).toBe(3)
  const { results } = await testDb()
    .prepare('SELECT n, kind, amount, balance, held FROM transfers WHERE party = 1 AND n > 1 ORDER BY n')
    .all()
  expect(results).toEqual([
    { n: 2, kind: 'hold', amount: 1000, balance: 1_000_000, held: 1000 },
    { n: 3, kind: 'payment', amount: 5000, balance: 1_005_000, held: 1000 },
  ])
  expect((await verifyLedger(testCtx())).findings).toEqual([])
})

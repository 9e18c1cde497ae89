import { expect, it } from 'vitest'
import { newTransactionSchema } from '../../../contract/billing.ts'
import { parseAll } from '../../../contract/parse.ts'
import { addTransaction } from '../../../worker/operations/billing/add-transaction.ts'
import { verifyLedger } from '../../../worker/operations/billing/verify-ledger.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { refusal } from '../../support/config.ts'
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

it('promises that money in another currency is refused by the code that it has everywhere', async () => {
  await buildWorld(testDb(), { partners: [{ id: 1 }] })
  const amount = { amount: 5000, currency: 'EUR' }
  expect(
    await refusal(addTransaction(testCtx(), { partnerId: 1, kind: 'payment', amount, reason: 'By hand' })),
  ).toMatchObject({
    code: 'INVALID_BODY',
    errors: ['/amount/currency WRONG_CURRENCY'],
  })
})

it('promises to name every bad field of a transaction at once, and a reason of one line', () => {
  const body = { kind: 'refund', amount: { amount: -5, currency: 'GBP' }, reason: 'One\r\nTwo' }
  const parsed = parseAll(newTransactionSchema, body)
  expect(parsed.ok ? [] : parsed.errors.map(({ pointer }) => pointer).sort()).toEqual(['/amount', '/reason'])
  const typed = parseAll(newTransactionSchema, { ...body, reason: 5 })
  expect(typed.ok ? [] : typed.errors.map(({ pointer }) => pointer).sort()).toEqual(['/amount', '/reason'])
})

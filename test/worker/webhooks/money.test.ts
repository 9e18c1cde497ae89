import { env } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import type { JobRow } from '../../../db/store/jobs.ts'
import { findTopUp } from '../../../db/store/top-ups.ts'
import { writeTransfer } from '../../../db/store/transfers.ts'
import type { Env } from '../../../worker/env.ts'
import { runJob } from '../../../worker/jobs/run-job.ts'
import { approveReturn } from '../../../worker/operations/returns/approve-return.ts'
import { rejectReturn } from '../../../worker/operations/returns/reject-return.ts'
import { returnFromPayPal } from '../../../worker/operations/top-ups/return-from-paypal.ts'
import { startTopUp } from '../../../worker/operations/top-ups/start-top-up.ts'
import { admin } from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { doAtPayPal, paypalEnv } from '../../support/paypal.ts'
import { askAs, buyers, delivered, start } from '../../support/return-world.ts'
import { addressOf, hook, ownPath, seenAt } from '../../support/webhook-world.ts'
import { buildWorld } from '../../support/world.ts'

const messagesAt = async (path: string) => (await seenAt(path)).map(({ body }) => JSON.parse(body))

describe('a webhook hears of money, once for each time: it promises that', () => {
  it.each([
    ['approved', 1000],
    ['rejected', 0],
  ] as const)('a return that is %s is told with what went back', async (decision, refunded) => {
    await buyers()
    const [own, other] = [ownPath(), ownPath()]
    const ctx = testCtx({ now: start, actor: admin })
    await hook(ctx, { url: addressOf(own), partnerId: 1, types: ['return.decided'] })
    await hook(ctx, { url: addressOf(other), partnerId: 2, types: ['return.decided'] })
    const lead = await delivered()
    const { leadId, ref } = lead
    await askAs(lead)
    const decide = decision === 'approved' ? approveReturn : rejectReturn
    await decide(ctx, { leadId, partnerId: 1, note: 'About a person.' })
    await ctx.runStarted()
    const [message, ...more] = await messagesAt(own)
    expect(message.data).toMatchObject({
      decision,
      refunded: { amount: refunded, currency: 'GBP' },
      referrals: [{ id: ref }],
    })
    expect(JSON.stringify(message)).not.toContain('About a person')
    expect([...more, ...(await messagesAt(other))]).toEqual([])
  })

  it('a balance that came down is told with its threshold', async () => {
    await buildWorld(testDb(), { partners: [{ id: 1, balance: 10_000 }] })
    await testDb().prepare('UPDATE partners SET version = 2, low_funds_threshold = 5000 WHERE id = 1').run()
    const path = ownPath()
    const ctx = testCtx({ now: start })
    await hook(ctx, { url: addressOf(path), partnerId: 1, types: ['balance.low'] })
    const taken = {
      id: 'move:1',
      party: 1,
      kind: 'adjustment',
      debit: 'available',
      credit: 'revenue',
      amountMinor: 6000,
    } as const
    await writeTransfer(testDb(), taken, start).run()
    const row = await testDb().prepare("SELECT * FROM jobs WHERE kind = 'low-funds'").first<{ data: string }>()
    await runJob(ctx, { ...row, data: JSON.parse(row!.data) } as unknown as JobRow)
    await ctx.runStarted()
    expect(await messagesAt(path)).toMatchObject([
      {
        type: 'balance.low',
        data: { balance: { amount: 4000 }, threshold: { amount: 5000 }, partner: { id: 'ptn_1' } },
      },
    ])
  })

  it('a payment that was credited is told without its VAT', async () => {
    await buildWorld(testDb(), {
      partners: [{ id: 1, balance: 0 }],
      preferences: { paypalPortal: true, vatBps: 2000 },
    })
    const path = ownPath()
    const ctx = testCtx({ now: start, env: { ...(env as unknown as Env), ...paypalEnv() } })
    await hook(ctx, { url: addressOf(path), partnerId: 1, types: ['top_up.credited'] })
    const { id } = await startTopUp(ctx, {
      partnerId: 1,
      entry: 'portal',
      amount: { amount: 12_000, currency: 'GBP' },
      origin: 'https://baton.example.com',
    })
    await ctx.runStarted()
    const orderId = (await findTopUp(testDb(), id))!.orderId!
    await doAtPayPal('approve', orderId, 'completed')
    for (let n = 0; n < 2; n += 1) {
      await returnFromPayPal(ctx, { topUpId: id, orderId })
      await ctx.runStarted()
    }
    expect(await messagesAt(path)).toMatchObject([
      { type: 'top_up.credited', data: { topUp: id, credited: { amount: 10_000 }, paid: { amount: 12_000 } } },
    ])
  })
})

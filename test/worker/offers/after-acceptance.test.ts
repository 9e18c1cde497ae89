import { describe, expect, inject, it } from 'vitest'
import { hourMs, minuteMs } from '../../../contract/time.ts'
import { verifyLedger } from '../../../worker/operations/billing/verify-ledger.ts'
import { acceptReferral } from '../../../worker/operations/offers/accept-referral.ts'
import { redeliverReferral } from '../../../worker/operations/referrals/redeliver-referral.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { sweepAt } from '../../support/sweep-at.ts'
import { mails, moneyOf, offerLead, offerWorld, partnerActor, start, statesOf } from './offer-world.ts'

const answering = (status: number, body: unknown = {}) => ({
  email: null,
  internet: {
    format: 'json',
    url: `${inject('outside').http}/answer?status=${status}&body=${encodeURIComponent(JSON.stringify(body))}`,
    headers: {},
  },
})

async function acceptedBy(delivery: unknown): Promise<string> {
  await offerWorld({ partners: [{ id: 1, delivery }, { id: 2 }] })
  const { leadId } = await offerLead()
  const ctx = testCtx({ now: start + minuteMs, actor: partnerActor(1) })
  await acceptReferral(ctx, { leadId, partnerId: 1 })
  await ctx.runStarted()
  return leadId
}

const mend = (delivery: unknown) =>
  testDb()
    .prepare('UPDATE partners SET delivery = ?, version = version + 1 WHERE id = 1')
    .bind(JSON.stringify(delivery))
    .run()

describe('a lead that its partner has accepted', () => {
  it.each([
    ['rejects it', () => answering(200, { status: 'rejected' })],
    ['has it already', () => answering(409)],
    ['wants other fields', () => answering(422)],
  ])(
    'promises to stay charged where its server %s; the broker is told, and it can be sent again',
    async (_, delivery) => {
      const leadId = await acceptedBy(delivery())
      expect(await statesOf(leadId)).toEqual([['ptn_1', 'accepted']])
      expect(await moneyOf(1)).toEqual([999_000, 0])
      const told = (await mails()).find(({ subject }) => subject.startsWith('Not delivered'))
      expect(told).toMatchObject({ recipients: '["broker@example.com"]' })
      expect(told!.body).toContain('The partner has accepted this lead')
      await mend(answering(200))
      const ctx = testCtx({ now: start + hourMs })
      await redeliverReferral(ctx, { leadId, partnerId: 1 })
      await ctx.runStarted()
      expect(await statesOf(leadId)).toEqual([['ptn_1', 'delivered']])
      expect(await moneyOf(1)).toEqual([999_000, 0])
      expect((await verifyLedger(testCtx())).findings).toEqual([])
    },
  )

  it('promises to be tried on for as long as its server is down, and never to go to somebody else', async () => {
    const leadId = await acceptedBy(answering(503))
    await expect(
      redeliverReferral(testCtx({ now: start + 2 * minuteMs }), { leadId, partnerId: 1 }),
    ).rejects.toMatchObject({
      code: 'NOT_REDELIVERABLE',
    })
    await sweepAt(start + hourMs)
    expect(await statesOf(leadId)).toEqual([['ptn_1', 'accepted']])
    await mend(answering(200))
    await sweepAt(start + 4 * hourMs)
    expect(await statesOf(leadId)).toEqual([['ptn_1', 'delivered']])
    expect(await moneyOf(1)).toEqual([999_000, 0])
  })
})

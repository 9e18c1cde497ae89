import { expect, inject, it } from 'vitest'
import { hourMs, minuteMs } from '../../../contract/time.ts'
import { verifyLedger } from '../../../worker/operations/billing/verify-ledger.ts'
import { redeliverRange } from '../../../worker/operations/referrals/redeliver-range.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { sweepAt } from '../../support/sweep-at.ts'
import { takeLead } from '../../support/take-lead.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

const start = Date.UTC(2026, 5, 15, 12)
const range = {
  partnerId: 1,
  leadTypeId: null,
  since: start,
  until: start + hourMs,
  states: ['accepted', 'unknown', 'delivered'] as ('accepted' | 'unknown' | 'delivered')[],
  perMinute: 2,
  cursor: null,
}

const internet = () => ({
  email: null,
  internet: { format: 'json', url: `${inject('outside').http}/answer?status=200`, headers: {} },
})

/** So many leads, a minute apart, delivered to partner 1. */
async function delivered(count: number): Promise<string[]> {
  await buildWorld(testDb(), {
    partners: [{ id: 1, delivery: internet() }, { id: 2 }],
    setups: [{ id: 1, partnerId: 1, leadTypeId: 1 }],
  })
  const ids: string[] = []
  for (let n = 0; n < count; n += 1) {
    ids.push(await takeLead({ fields: usualLead(n + 1) }, testCtx({ now: start + n * minuteMs })))
  }
  return ids
}

const triesOf = async (): Promise<number> =>
  (await testDb().prepare("SELECT count(*) AS n FROM history WHERE event = 'referral.delivery'").first<number>('n'))!

it('promises a range in order, so many a minute, charged once', async () => {
  const ids = await delivered(5)
  const at = start + 2 * hourMs
  const answer = await redeliverRange(testCtx({ now: at }), range)
  expect(answer.items.map(({ leadId }) => leadId)).toEqual(ids)
  expect(answer.items.map(({ result, sendAt }) => [result, Date.parse(sendAt!) - at])).toEqual(
    [0, 0.5, 1, 1.5, 2].map((minutes) => ['queued', minutes * minuteMs]),
  )
  expect(answer).toMatchObject({ queued: 5, nextCursor: null })
  await sweepAt(at)
  expect(await triesOf()).toBe(6)
  await sweepAt(at + minuteMs)
  expect(await triesOf()).toBe(8)
  await sweepAt(at + 5 * minuteMs)
  expect(await triesOf()).toBe(10)
  expect(await testDb().prepare("SELECT count(*) AS n FROM transfers WHERE kind = 'settle'").first('n')).toBe(5)
  expect((await verifyLedger(testCtx())).findings).toEqual([])
})

it('promises that a dry run says what would be sent and sends nothing', async () => {
  await delivered(2)
  const ctx = testCtx({ now: start + 2 * hourMs, dryRun: true })
  expect(await redeliverRange(ctx, range)).toMatchObject({ queued: 2 })
  expect(ctx.effects).toHaveLength(2)
  await sweepAt(start + 3 * hourMs)
  expect(await triesOf()).toBe(2)
})

it('promises that asking twice, or at the same time, sends nothing twice', async () => {
  await delivered(3)
  const ask = () => redeliverRange(testCtx({ now: start + 2 * hourMs }), range)
  const answers = await Promise.all([ask(), ask(), ask()])
  expect(answers.map(({ queued }) => queued).sort()).toEqual([0, 0, 3])
  expect((await ask()).items.map(({ result }) => result)).toEqual(['on-its-way', 'on-its-way', 'on-its-way'])
  await sweepAt(start + 3 * hourMs)
  expect(await triesOf()).toBe(6)
})

it('promises that only what the range names is sent', async () => {
  await delivered(3)
  const at = testCtx({ now: start + 2 * hourMs })
  expect(await redeliverRange(at, { ...range, since: start + minuteMs, until: start + 2 * minuteMs })).toMatchObject({
    queued: 1,
  })
  expect(await redeliverRange(at, { ...range, states: ['unknown'] })).toMatchObject({ queued: 0, items: [] })
  expect(await redeliverRange(at, { ...range, leadTypeId: 9 })).toMatchObject({ queued: 0 })
  await expect(redeliverRange(at, { ...range, partnerId: 77 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(
    redeliverRange(testCtx({ actor: { kind: 'partner', keyId: 1, keyVersion: 1, partnerId: 1 } }), range),
  ).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
})

it('promises that a partner that opens later does not pull a redelivery out of its turn', async () => {
  await delivered(2)
  await redeliverRange(testCtx({ now: start + 2 * hourMs }), range)
  const due = () => testDb().prepare('SELECT due FROM jobs ORDER BY due').all()
  const before = (await due()).results
  const { moveWaitingJobs } = await import('../../../db/store/deliveries.ts')
  await moveWaitingJobs(testDb(), { partnerId: 1, now: start, opensAt: start + 9 * hourMs }).run()
  expect((await due()).results).toEqual(before)
})

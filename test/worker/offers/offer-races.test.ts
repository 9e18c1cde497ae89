import { describe, expect, it } from 'vitest'
import { minuteMs } from '../../../contract/time.ts'
import type { JobRow } from '../../../db/store/jobs.ts'
import { runJob } from '../../../worker/jobs/run-job.ts'
import { verifyLedger } from '../../../worker/operations/billing/verify-ledger.ts'
import { acceptReferral } from '../../../worker/operations/offers/accept-referral.ts'
import { declineReferral } from '../../../worker/operations/offers/decline-referral.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { randomFrom } from '../../support/random.ts'
import { sweepAt } from '../../support/sweep-at.ts'
import { moneyOf, offerLead, offerWorld, partnerActor, start, statesOf } from './offer-world.ts'

const over = start + 30 * minuteMs

/** The job that lets the offer lapse, as a sweep claims it: each call under the same lease. */
async function lapseJob(now: number): Promise<JobRow> {
  const row = await testDb()
    .prepare("UPDATE jobs SET due = ?, attempts = 1 WHERE kind = 'offer-referral' RETURNING *")
    .bind(now + minuteMs)
    .first<Omit<JobRow, 'data'> & { data: string }>()
  return { ...row!, data: JSON.parse(row!.data) }
}

const settledOrCode = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  )

const countOf = (sql: string) => testDb().prepare(sql).first<number>('n')

describe('64 who want to end one offer at once', () => {
  it.each([1, 2, 3])('promise that one wins and the books are right (seed %i)', async (seed) => {
    const random = randomFrom(seed)
    await offerWorld()
    const { leadId } = await offerLead()
    const job = await lapseJob(over)
    const of = { leadId, partnerId: 1 }
    const acts = Array.from({ length: 64 }, () => random.pick(['accept', 'decline', 'lapse'] as const))
    // Clocks of two machines: for one the time is over, for the other not quite.
    const ctxs = acts.map((act) =>
      testCtx({ now: act === 'lapse' ? over : over - 1, actor: act === 'lapse' ? { kind: 'job' } : partnerActor(1) }),
    )
    const ends = await Promise.all(
      acts.map((act, i) => {
        if (act === 'lapse') return settledOrCode(runJob(ctxs[i]!, job)).then(() => 'lapsed or lost')
        return settledOrCode(
          act === 'accept' ? acceptReferral(ctxs[i]!, of) : declineReferral(ctxs[i]!, { ...of, reason: 'No room' }),
        )
      }),
    )
    const events = await testDb()
      .prepare("SELECT event FROM history WHERE event IN ('referral.accepted', 'referral.declined', 'referral.lapsed')")
      .all<{ event: string }>()
    expect(events.results).toHaveLength(1)
    const [{ event }] = events.results as [{ event: string }]
    expect(ends.filter((end) => end === 'done')).toHaveLength(event === 'referral.lapsed' ? 0 : 1)
    for (const end of ends) expect(['done', 'lapsed or lost', 'NOT_OFFERED', 'VERSION_CONFLICT']).toContain(end)
    expect(await countOf("SELECT count(*) AS n FROM transfers WHERE kind IN ('settle', 'release')")).toBe(1)

    for (const ctx of ctxs) await ctx.runStarted()
    await sweepAt(over + 2 * minuteMs)
    const taken = event === 'referral.accepted'
    expect(await statesOf(leadId)).toEqual(
      taken
        ? [['ptn_1', 'delivered']]
        : [
            ['ptn_1', 'rejected'],
            ['ptn_2', 'delivered'],
          ],
    )
    expect(await moneyOf(1)).toEqual(taken ? [999_000, 0] : [1_000_000, 0])
    expect(await countOf('SELECT count(*) AS n FROM jobs')).toBe(0)
    expect((await verifyLedger(testCtx())).findings).toEqual([])
  })
})

describe('the database', () => {
  it('promises that no path delivers what was not accepted', async () => {
    await offerWorld()
    await offerLead()
    for (const state of ['delivered', 'unknown', 'failed', 'duplicate'])
      await expect(testDb().prepare('UPDATE referrals SET state = ?').bind(state).run()).rejects.toThrow(
        'OFFER_NOT_ACCEPTED',
      )
  })
})

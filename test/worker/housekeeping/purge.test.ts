import { beforeEach, describe, expect, it } from 'vitest'
import { leadIdTime, parseReferralId, referralId } from '../../../contract/id.ts'
import { dayMs, hourMs, minuteMs } from '../../../contract/time.ts'
import { commit } from '../../../db/commit.ts'
import { runDue } from '../../../worker/jobs/cron.ts'
import { purgeLater } from '../../../worker/operations/housekeeping/purge-raw.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { redeliverReferral } from '../../../worker/operations/referrals/redeliver-referral.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { leadIdAt } from '../../support/random.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

const start = Date.UTC(2026, 5, 15, 12)

beforeEach(() => buildWorld(testDb(), { partners: [{ id: 1 }], setups: [{ id: 1, partnerId: 1, leadTypeId: 1 }] }))

/** Captures and delivers a lead whose id was made at `madeAt`. */
async function deliver(madeAt: number): Promise<string> {
  const ctx = testCtx({ now: start })
  const { id } = await captureLead(ctx, {
    id: leadIdAt(madeAt, 1),
    leadTypeId: 1,
    introducerId: null,
    channel: 'json',
    pageUrl: null,
    fields: usualLead(1),
  })
  await ctx.runStarted()
  return referralId(id, 1)
}

async function redeliver(reference: string, now: number): Promise<void> {
  const ctx = testCtx({ now })
  await redeliverReferral(ctx, parseReferralId(reference)!)
  await ctx.runStarted()
}

/** One sweep an hour, on the hour. */
async function sweep({ from, until }: { from: number; until: number }): Promise<void> {
  for (let now = from; now <= until; now += hourMs) await runDue(() => testCtx({ now }))
}

const rawsLeft = () => testDb().prepare('SELECT count(*) AS n FROM history WHERE raw IS NOT NULL').first<number>('n')

describe('raw requests and answers', () => {
  it.each([
    ['a lead handed in at once', 0],
    ['a lead whose maker’s clock is ten minutes ahead', -10 * minuteMs],
    ['a lead handed in 23 hours late', 23 * hourMs],
    ['a lead handed in 25 hours late', 25 * hourMs],
    ['a lead handed in 40 days late', 40 * dayMs],
    ['a lead handed in 179 days late', 179 * dayMs],
  ])('promises that those of %s are kept for 30 days and then gone', async (_, late) => {
    await deliver(start - late)
    await sweep({ from: start + 30 * dayMs - 6 * hourMs, until: start + 30 * dayMs - hourMs })
    expect(await rawsLeft()).toBe(1)
    await sweep({ from: start + 30 * dayMs + hourMs, until: start + 30 * dayMs + 2 * hourMs })
    expect(await rawsLeft()).toBe(0)
    expect(await testDb().prepare('SELECT count(*) AS n FROM jobs').first('n')).toBe(0)
  })

  it.each([10, 45])('promises the same for a redelivery after %i days', async (days) => {
    const reference = await deliver(start)
    const again = start + days * dayMs
    await redeliver(reference, again)
    await sweep({ from: start + 30 * dayMs, until: start + 30 * dayMs + 2 * hourMs })
    await sweep({ from: again + 30 * dayMs - hourMs, until: again + 30 * dayMs - hourMs })
    expect(await rawsLeft()).toBeGreaterThanOrEqual(1)
    await sweep({ from: again + 30 * dayMs + hourMs, until: again + 30 * dayMs + hourMs })
    expect(
      await testDb()
        .prepare('SELECT count(*) AS n FROM history WHERE raw IS NOT NULL AND at >= ?')
        .bind(again)
        .first('n'),
    ).toBe(0)
  })

  it('promises that a day without any sweep leaves none behind', async () => {
    await deliver(start - 23 * hourMs)
    await sweep({ from: start + 31 * dayMs, until: start + 31 * dayMs })
    expect(await rawsLeft()).toBe(0)
  })
})

describe('the job that purges', () => {
  const reference = referralId(leadIdAt(start - 40 * dayMs, 1), 1)

  it('promises to take the raw text out of its row of history, and nothing else', async () => {
    const ctx = testCtx({ now: start })
    const row = { id: reference, event: 'referral.delivery', data: { attempt: 1 }, raw: { answer: 'words' } }
    const leadId = leadIdAt(start - 40 * dayMs, 1)
    for (const version of [1, 2])
      await commit(ctx, {
        history: [{ ...row, version }],
        write: version === 1 ? purgeLater(ctx, { leadId, reference, version }) : [],
      })
    await runDue(() => testCtx({ now: start + 30 * dayMs + minuteMs }))
    const { results } = await testDb()
      .prepare('SELECT version, data, raw FROM history WHERE id = ? ORDER BY version')
      .bind(reference)
      .all()
    expect(results).toEqual([
      { version: 1, data: '{"attempt":1}', raw: null },
      { version: 2, data: '{"attempt":1}', raw: '{"answer":"words"}' },
    ])
    expect(await testDb().prepare('SELECT count(*) AS n FROM jobs').first('n')).toBe(0)
  })

  it('promises that the usual lead needs none', () => {
    const leadId = leadIdAt(start, 1)
    const at = (now: number) => purgeLater(testCtx({ now }), { leadId, reference, version: 1 }).length
    expect([at(leadIdTime(leadId)), at(start + dayMs), at(start + dayMs + 1)]).toEqual([0, 0, 1])
  })
})

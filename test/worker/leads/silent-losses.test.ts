import { describe, expect, it } from 'vitest'
import { dayMs, hourMs, minuteMs } from '../../../contract/time.ts'
import { lossesSql } from '../../../db/store/silent-losses.ts'
import { runDue } from '../../../worker/jobs/cron.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { findSilentLosses } from '../../../worker/operations/leads/find-silent-losses.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { leadIdAt } from '../../support/random.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

const noon = Date.UTC(2026, 5, 15, 12)

const run = (sql: string) => testDb().prepare(sql).run()
const find = async (now: number) => (await findSilentLosses(testCtx({ now }), { hours: 24 })).lost

async function capture(id = leadIdAt(noon, 1)): Promise<string> {
  const lead = { id, leadTypeId: 1, introducerId: null, channel: 'json', pageUrl: null, fields: usualLead(1) } as const
  await captureLead(testCtx({ now: noon }), lead)
  return id
}

const buyer = (online: boolean) =>
  buildWorld(testDb(), { partners: [{ id: 1, online }], setups: [{ id: 1, partnerId: 1, leadTypeId: 1 }] })

/** What would have to go wrong for a lead to be lost, one way each. */
const losses: [because: string, online: boolean, sql: string][] = [
  ['REFERRED_WITHOUT_DELIVERY', true, 'DELETE FROM jobs'],
  ['ROUTED_TO_NOBODY', true, "UPDATE referrals SET state = 'failed', version = 9"],
  ['HELD_WITHOUT_A_LOOK', false, 'DELETE FROM looks'],
  ['CLOSED_WITHOUT_REASON', false, "UPDATE leads SET location = 'closed'"],
]

describe('the silent-loss check', () => {
  it.each([true, false])('promises that a lead is never lost by itself (buyer online: %s)', async (online) => {
    await buyer(online)
    await capture()
    for (const after of [minuteMs, hourMs, 30 * hourMs]) {
      expect(await find(noon + after)).toEqual([])
      await runDue(() => testCtx({ now: noon + after }))
    }
    expect(await find(noon + 30 * hourMs)).toEqual([])
  })

  it.each(losses)(
    'promises to find a lead that is %s, and only once it has had its time',
    async (because, online, sql) => {
      await buyer(online)
      const leadId = await capture()
      await run(sql)
      expect(await find(noon + 4 * minuteMs)).toEqual([])
      expect(await find(noon + 6 * minuteMs)).toMatchObject([{ leadId, because }])
    },
  )

  it.each(losses)(
    'promises to set a lead that is %s on its way again, and to tell the broker once',
    async (because, online, sql) => {
      await buyer(online)
      const leadId = await capture()
      await run(sql)
      for (const minutes of [10, 15, 20, 25]) await runDue(() => testCtx({ now: noon + minutes * minuteMs }))
      expect(await find(noon + 30 * minuteMs)).toEqual([])
      const { results } = await testDb().prepare("SELECT data FROM history WHERE event = 'lead.rescued'").all()
      expect(results).toEqual([{ data: expect.stringContaining(because) }])
      const { results: mails } = await testDb()
        .prepare("SELECT body FROM mailbox WHERE subject = 'A lead was stuck'")
        .all<{ body: string }>()
      expect(mails).toHaveLength(1)
      expect(mails[0]!.body).toContain(leadId)
    },
  )

  it('promises to look after a lead whose id is months old, by a job of its own', async () => {
    await buyer(true)
    const leadId = await capture(leadIdAt(noon - 100 * dayMs, 1))
    await run("DELETE FROM jobs WHERE kind = 'deliver-referral'")
    for (const minutes of [11, 13]) await runDue(() => testCtx({ now: noon + minutes * minuteMs }))
    const state = await testDb().prepare('SELECT state FROM referrals WHERE lead_id = ?').bind(leadId).first('state')
    expect(state).toBe('delivered')
  })

  it('promises to find its leads by their ids alone, and its jobs once', async () => {
    const { results } = await testDb()
      .prepare(`EXPLAIN QUERY PLAN ${lossesSql}`)
      .bind('lead_', 'lead_~', noon, 10)
      .all<{ detail: string }>()
    const plan = results.map(({ detail }) => detail)
    expect(plan).toContain('SEARCH l USING PRIMARY KEY (id>? AND id<?)')
    expect(plan.filter((line) => line.startsWith('SCAN'))).toEqual(
      plan.filter((line) => /^SCAN (jobs|w|judged|k)\b/.test(line)),
    )
  })
})

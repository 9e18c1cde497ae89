import { describe, expect, inject, it } from 'vitest'
import type { LoggedTry } from '../../../contract/delivery-log.ts'
import { dayMs, hourMs, minuteMs } from '../../../contract/time.ts'
import { lateSql, walkSql } from '../../../db/store/delivery-log.ts'
import { listDeliveries } from '../../../worker/operations/referrals/list-deliveries.ts'
import { readLogCursor } from '../../../worker/operations/referrals/log-cursor.ts'
import { redeliverReferral } from '../../../worker/operations/referrals/redeliver-referral.ts'
import { admin, asPartner } from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { leadIdAt } from '../../support/random.ts'
import { takeLead } from '../../support/take-lead.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

const start = Date.UTC(2026, 5, 15, 12)

const answering = (status: number) => ({
  email: null,
  internet: {
    format: 'json',
    url: `${inject('outside').http}/answer?status=${status}&key=sesame`,
    headers: { 'X-Key': 'partner-secret' },
  },
})

/** Leads of type 1 go to partner 1, which takes them; of type 2 to partner 2, whose server refuses them, and to nobody. */
async function world(): Promise<void> {
  await buildWorld(testDb(), {
    leadTypes: [{ id: 1 }, { id: 2, holdHours: 0 }],
    partners: [
      { id: 1, delivery: answering(200) },
      { id: 2, delivery: answering(422) },
    ],
    setups: [
      { id: 1, partnerId: 1, leadTypeId: 1 },
      { id: 2, partnerId: 2, leadTypeId: 2 },
    ],
  })
}

const lead = (n: number, leadTypeId: number, now: number): Promise<string> =>
  takeLead({ id: leadIdAt(now, n), leadTypeId, fields: usualLead(n) }, testCtx({ now }))

const everything = { partnerId: null, leadTypeId: null, outcome: null, since: null, until: null }

/** Every page of the log, two tries each. */
async function log(filter: Partial<typeof everything> | object = {}, actor = admin, limit = 2): Promise<LoggedTry[]> {
  const items: LoggedTry[] = []
  let cursor: string | undefined
  for (let pages = 0; pages < 50; pages += 1) {
    const ctx = testCtx({ actor })
    const page = await listDeliveries(ctx, {
      filter: { ...everything, ...filter },
      cursor: readLogCursor(cursor),
      limit,
    })
    expect(page.items.length).toBeLessThanOrEqual(limit)
    items.push(...page.items)
    if (page.nextCursor === null) return items
    cursor = page.nextCursor
  }
  throw new Error('The log does not end')
}

const leadsOf = (items: LoggedTry[]) => items.map(({ leadId }) => leadId)

describe('the delivery log', () => {
  it('promises every try, newest referral first, with what was sent and answered and no secret', async () => {
    await world()
    const ids = [await lead(1, 1, start), await lead(2, 2, start + minuteMs), await lead(3, 1, start + 2 * minuteMs)]
    const items = await log()
    expect(leadsOf(items)).toEqual(ids.toReversed())
    expect(items.map(({ outcome }) => outcome)).toEqual(['accepted', 'error_final', 'accepted'])
    expect(items[0]).toMatchObject({
      partner: { id: 'ptn_1', name: 'Partner 1' },
      leadType: { id: 'typ_1', name: 'Type 1' },
      attempt: 1,
      request: { method: 'POST' },
      answer: { status: 200 },
    })
    expect(JSON.stringify(items)).not.toMatch(/partner-secret|sesame/)
  })

  it('promises that every filter holds, alone and together', async () => {
    await world()
    const [a, b, c] = [await lead(1, 1, start), await lead(2, 2, start + minuteMs), await lead(3, 1, start + hourMs)]
    expect(leadsOf(await log({ partnerId: 1 }))).toEqual([c, a])
    expect(leadsOf(await log({ leadTypeId: 2 }))).toEqual([b])
    expect(leadsOf(await log({ outcome: 'accepted' }))).toEqual([c, a])
    expect(leadsOf(await log({ since: start + minuteMs }))).toEqual([c, b])
    expect(leadsOf(await log({ until: start + hourMs }))).toEqual([b, a])
    expect(leadsOf(await log({ since: start + 30_000, until: start + hourMs, outcome: 'accepted' }))).toEqual([])
    expect(leadsOf(await log({ partnerId: 1, since: start + 30_000 }))).toEqual([c])
    expect(leadsOf(await log({ partnerId: 1, leadTypeId: 2 }))).toEqual([])
  })

  it('promises that a partner sees its own and nobody else’s', async () => {
    await world()
    const [a] = [await lead(1, 1, start), await lead(2, 2, start + minuteMs)]
    expect(leadsOf(await log({}, asPartner(1)))).toEqual([a])
    await expect(log({ partnerId: 2 }, asPartner(1))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(log({}, { kind: 'anybody' })).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })

  it('promises that a try which was made days later is found by its own time', async () => {
    await world()
    const old = await lead(1, 1, start)
    const ctx = testCtx({ now: start + 5 * dayMs })
    await redeliverReferral(ctx, { leadId: old, partnerId: 1 })
    await ctx.runStarted()
    const young = await lead(2, 1, start + 5 * dayMs + minuteMs)
    for (const filter of [{}, { partnerId: 1 }]) {
      expect(leadsOf(await log({ ...filter, since: start + 5 * dayMs }))).toEqual([young, old])
      expect(leadsOf(await log({ ...filter, since: start + 5 * dayMs }, admin, 1))).toEqual([young, old])
      expect(leadsOf(await log(filter))).toEqual([young, old, old])
      expect(leadsOf(await log({ ...filter, since: start + dayMs, until: start + 4 * dayMs }))).toEqual([])
    }
  })

  it('promises that pages neither repeat nor lose a try, whatever their size', async () => {
    await world()
    for (let n = 1; n <= 7; n += 1) await lead(n, 1 + (n % 2), start + n * minuteMs)
    const all = JSON.stringify(leadsOf(await log({}, admin, 50)))
    for (const limit of [1, 2, 3, 7]) expect(JSON.stringify(leadsOf(await log({}, admin, limit)))).toBe(all)
  })

  it.each([
    ['of one partner', walkSql({ byPartner: true }), 'USING INDEX referrals_partner (partner_id=?'],
    ['of everybody', walkSql({ byPartner: false }), 'USING PRIMARY KEY ('],
    ['of late tries', lateSql({ byPartner: false }), 'USING INDEX history_late_tries (at>? AND at<?)'],
  ])('promises that the log %s scans no table', async (_, sql, plan) => {
    const params = Array.from(
      { length: Math.max(...[...sql.matchAll(/\?(\d+)/g)].map((at) => Number(at[1]))) },
      () => 1,
    )
    const { results } = await testDb()
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .bind(...params)
      .all<{ detail: string }>()
    const details = results.map(({ detail }) => detail)
    expect(details.join('\n')).toContain(plan)
    expect(details.filter((detail) => /^SCAN (?!r$|k$)/.test(detail))).toEqual([])
  })

  it('promises that a try which is made at once is in no index of its own', async () => {
    await world()
    await lead(1, 1, start)
    const { results } = await testDb().prepare("SELECT data FROM history WHERE event = 'referral.delivery'").all()
    expect(JSON.stringify(results)).not.toContain('late')
  })
})

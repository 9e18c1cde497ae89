import { env } from 'cloudflare:test'
import { describe, expect, inject, it } from 'vitest'
import { minuteMs, secondMs } from '../../../contract/time.ts'
import { claimDueJob, insertJob, leaseMs, routeJob } from '../../../db/store/jobs.ts'
import type { Env } from '../../../worker/env.ts'
import { runDue } from '../../../worker/jobs/cron.ts'
import { makeJobCtx } from '../../../worker/make-ctx.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { meteredDb } from '../../support/metered-db.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

const start = Date.UTC(2026, 5, 15, 12, 30)
const sweepAt = start + 2 * minuteMs

/** Partners 1, 2, …: each the only buyer of its own lead type, and so slow to answer. */
async function buyersAnsweringAfter(...delaysMs: number[]): Promise<void> {
  const ids = delaysMs.map((_, i) => i + 1)
  await buildWorld(testDb(), {
    leadTypes: ids.map((id) => ({ id })),
    partners: delaysMs.map((delayMs, i) => ({ id: i + 1, delivery: answeringAfter(delayMs) })),
    setups: ids.map((id) => ({ id, partnerId: id, leadTypeId: id })),
  })
}

const answeringAfter = (delayMs: number) => ({
  email: null,
  internet: { format: 'json', url: `${inject('outside').http}/late?ms=${delayMs}`, headers: {} },
})

/** Leads whose deliveries are left to the sweep. */
async function capture(leadTypeId: number, count: number): Promise<string> {
  let last = ''
  for (let n = 0; n < count; n++) {
    const fields = usualLead(leadTypeId * 100 + n)
    const lead = { leadTypeId, introducerId: null, channel: 'json', pageUrl: null, fields } as const
    last = (await captureLead(testCtx({ now: start }), lead)).id
  }
  return last
}

async function statesOf(partnerId: number): Promise<string[]> {
  const { results } = await testDb()
    .prepare('SELECT state FROM referrals WHERE partner_id = ?')
    .bind(partnerId)
    .all<{ state: string }>()
  return results.map(({ state }) => state)
}

/** Sweeps, and looks at the world again and again until the sweep is over. */
async function sweepWatching(look: () => Promise<void>): Promise<number> {
  let isOver = false
  const sweep = runDue(() => testCtx({ now: sweepAt })).finally(() => {
    isOver = true
  })
  while (!isOver) {
    await look()
    await scheduler.wait(5)
  }
  return sweep
}

describe('a slow buyer', () => {
  it('promises that the leads of others are delivered while it takes its time', async () => {
    await buyersAnsweringAfter(2 * secondMs, 0)
    await capture(1, 1)
    await capture(2, 8)
    let slowWhenOthersWereDone: string[] = []
    const ran = await sweepWatching(async () => {
      if (slowWhenOthersWereDone.length === 0 && (await statesOf(2)).every((state) => state === 'delivered'))
        slowWhenOthersWereDone = await statesOf(1)
    })
    expect(slowWhenOthersWereDone).toEqual(['referred'])
    expect(await statesOf(1)).toEqual(['delivered'])
    expect(ran).toBe(9)
  })

  it('promises that five hundred older jobs of it hide nobody else’s', async () => {
    await buyersAnsweringAfter(2 * secondMs, 0)
    const leadId = await capture(1, 1)
    await testDb()
      .prepare(
        `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
         INSERT INTO jobs SELECT i, 'older:' || i, 'deliver-referral', json_object('leadId', ?, 'partnerId', 1), 1, 1 FROM n`,
      )
      .bind(leadId)
      .run()
    await capture(2, 1)
    let slowWhenOtherWasDone: string[] = []
    await sweepWatching(async () => {
      if (slowWhenOtherWasDone.length === 0 && (await statesOf(2))[0] === 'delivered')
        slowWhenOtherWasDone = await statesOf(1)
    })
    expect(slowWhenOtherWasDone).toEqual(['referred'])
  })
})

describe('a sweep', () => {
  it('promises at most six connections at once and two a partner, all of them used', async () => {
    await buyersAnsweringAfter(500, 500, 500, 500)
    for (const leadTypeId of [1, 2, 3, 4]) await capture(leadTypeId, 3)
    const seen: number[][] = []
    await sweepWatching(async () => {
      const { results } = await testDb()
        .prepare('SELECT count(*) AS n FROM jobs WHERE due = ? GROUP BY party')
        .bind(sweepAt + leaseMs)
        .all<{ n: number }>()
      seen.push(results.map(({ n }) => n))
    })
    expect(Math.max(...seen.flat())).toBe(2)
    expect(Math.max(...seen.map((counts) => counts.reduce((sum, n) => sum + n, 0)))).toBe(6)
    for (const partnerId of [1, 2, 3, 4]) expect(new Set(await statesOf(partnerId))).toEqual(new Set(['delivered']))
  })

  it('promises that what runs when a claim fails is brought to its end', async () => {
    await buyersAnsweringAfter(300)
    await capture(1, 1)
    const broken = {
      prepare() {
        throw new Error('The database is away')
      },
    } as unknown as D1Database
    let asked = 0
    const sweep = runDue(() => testCtx({ now: sweepAt, db: asked++ < 2 ? testDb() : broken }))
    await expect(sweep).rejects.toThrow('away')
    expect(await statesOf(1)).toEqual(['delivered'])
  })

  it('promises that it starts nothing once its time is up, and still tidies on the hour', async () => {
    const hour = Date.UTC(2026, 5, 15, 13)
    await testDb().batch([
      testDb().prepare("INSERT INTO jobs VALUES (1, 'late', 'none', '{}', 0, NULL)"),
      testDb().prepare("INSERT INTO idempotency VALUES ('old', '', 200, '{}', 1)"),
    ])
    let now = hour
    const ran = await runDue(() => {
      const ctx = testCtx({ now })
      now += 61 * secondMs
      return ctx
    })
    expect(ran).toBe(0)
    expect(await testDb().prepare('SELECT due FROM jobs').first('due')).toBe(1)
    expect(await testDb().prepare('SELECT count(*) AS n FROM idempotency').first('n')).toBe(0)
  })

  it('promises that it costs next to nothing when nothing is due', async () => {
    await testDb()
      .prepare(
        `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
         INSERT INTO jobs SELECT ? + i, 'later:' || i, 'none', '{}', 1, i FROM n`,
      )
      .bind(sweepAt)
      .run()
    const { db, meter } = meteredDb(testDb())
    await runDue(() => testCtx({ now: sweepAt, db }))
    expect([meter.rowsRead <= 7, meter.rowsWritten, meter.roundTrips]).toEqual([true, 0, 2])
  })
})

describe('a claim', () => {
  const addJobs = (...jobs: [id: string, due: number, party: number | null][]) =>
    testDb().batch(
      jobs.map(([id, due, party]) =>
        testDb().prepare("INSERT INTO jobs VALUES (?, ?, 'none', '{}', 1, ?)").bind(due, id, party),
      ),
    )

  it('promises the oldest job first, under a lease, and passes over the partners that are busy', async () => {
    await addJobs(['a', 1, 1], ['b', 2, 2], ['c', 3, null], ['later', start + 1, null])
    const claim = async (except: number[]) => (await claimDueJob(testDb(), { now: start, except }))?.id ?? null
    expect([await claim([1]), await claim([1, 2]), await claim([1, 2]), await claim([])]).toEqual(['b', 'c', null, 'a'])
    expect(await testDb().prepare("SELECT due, attempts FROM jobs WHERE id = 'a'").first()).toEqual({
      due: start + leaseMs,
      attempts: 2,
    })
  })
})

describe('what one sweep asks of the database', () => {
  /** Held leads that somebody can take by now, and what is to find that out. */
  async function heldLeads(count: number): Promise<string[]> {
    await buildWorld(testDb(), {
      partners: [{ id: 1, online: false }],
      setups: [{ id: 1, partnerId: 1, leadTypeId: 1 }],
    })
    await capture(1, count)
    await testDb().prepare('UPDATE partners SET online = 1, version = version + 1').run()
    const { results } = await testDb().prepare('SELECT id FROM leads').all<{ id: string }>()
    return results.map(({ id }) => id)
  }

  async function sweepCounting(): Promise<number> {
    const { db, meter } = meteredDb(testDb())
    const started: Promise<unknown>[] = []
    const waitUntil = (work: Promise<unknown>) => void started.push(work)
    await runDue(() => makeJobCtx({ env: { ...(env as unknown as Env), DB: db }, requestId: 'test', waitUntil }))
    for (let work = started.shift(); work !== undefined; work = started.shift()) await work
    return [...meter.byStatement.values()].reduce((sum, { times }) => sum + times, 0)
  }

  it('promises to stay below a thousand statements with what it starts, though very many leads wait for a look', async () => {
    await heldLeads(60)
    expect(await sweepCounting()).toBeLessThan(1000)
  })

  it('promises the same where each of very many leads has a job of its own', async () => {
    for (const id of await heldLeads(60))
      await insertJob(testDb(), { ...routeJob(start, { leadId: id, because: id }), due: start, attempts: 0 }).run()
    await testDb().prepare('DELETE FROM looks').run()
    expect(await sweepCounting()).toBeLessThan(1000)
  })
})

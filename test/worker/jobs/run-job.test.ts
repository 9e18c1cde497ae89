import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { dayMs, hourMs, minuteMs, secondMs } from '../../../contract/time.ts'
import type { JobRow } from '../../../db/store/jobs.ts'
import { runDue } from '../../../worker/jobs/cron.ts'
import { runJob } from '../../../worker/jobs/run-job.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { leadIdAt } from '../../support/random.ts'

const start = Date.UTC(2026, 5, 15, 12, 30)

let logged: { event: string; attempts: number }[]

beforeEach(() => {
  logged = []
  vi.spyOn(console, 'error').mockImplementation((line) => void logged.push(JSON.parse(line)))
})
afterEach(() => void vi.restoreAllMocks())

const events = () => logged.map(({ event }) => event)

/** A job that throws whenever it runs: its lead is not there. */
async function throwingJob({ attempts = 1, kind = 'route-lead' } = {}): Promise<JobRow> {
  const job = { due: start, id: 'j', kind, data: { leadId: leadIdAt(start, 1) }, attempts, party: null }
  await testDb()
    .prepare("INSERT INTO jobs VALUES (?, 'j', ?, ?, ?, NULL)")
    .bind(start, kind, JSON.stringify(job.data), attempts)
    .run()
  return job
}

const dueOf = () => testDb().prepare("SELECT due FROM jobs WHERE id = 'j'").first<number>('due')

describe('a job that throws', () => {
  it.each([
    [1, 5 * secondMs],
    [2, 5 * minuteMs],
    [4, 2 * hourMs],
    [9, 24 * hourMs],
  ])('promises that after try %i it is put off to the next one', async (attempts, waitMs) => {
    await runJob(testCtx({ now: start }), await throwingJob({ attempts }))
    const waited = (await dueOf())! - start
    expect(waited).toBeGreaterThanOrEqual(waitMs)
    expect(waited).toBeLessThanOrEqual(waitMs * 1.2)
    expect(events()).toEqual(['job.failed'])
  })

  it('promises that it is called dead when its tries are used up, and kept for the next day', async () => {
    await runJob(testCtx({ now: start }), await throwingJob({ attempts: 10 }))
    expect(await dueOf()).toBe(start + dayMs)
    expect(events()).toEqual(['job.failed', 'job.dead'])
  })

  it('promises that in thirty days of sweeps it runs ten times in the first days, then once a day', async () => {
    await throwingJob({ attempts: 0 })
    for (let due = await dueOf(); due !== null && due <= start + 30 * dayMs; due = await dueOf()) {
      const now = due
      await runDue(() => testCtx({ now }))
    }
    const failed = logged.filter(({ event }) => event === 'job.failed').length
    expect(failed).toBeGreaterThan(10)
    expect(failed).toBeLessThanOrEqual(10 + 27)
    expect(logged.findIndex(({ event }) => event === 'job.dead')).toBe(10)
  })

  it('promises the same for a kind that this version does not know', async () => {
    await runJob(testCtx({ now: start }), await throwingJob({ kind: 'from-the-future', attempts: 10 }))
    expect(await dueOf()).toBe(start + dayMs)
    expect(events()).toEqual(['job.failed', 'job.dead'])
  })

  it('promises to leave a job alone that somebody else holds by now', async () => {
    const job = await throwingJob({ attempts: 10 })
    await testDb().prepare('UPDATE jobs SET due = 7').run()
    await runJob(testCtx({ now: start }), job)
    expect(await dueOf()).toBe(7)
    expect(events()).toEqual(['job.failed'])
  })

  it('promises not to throw when not even that can be written: the lease runs out', async () => {
    const job = await throwingJob()
    const db = {
      prepare() {
        throw new Error('The database is away')
      },
    } as unknown as D1Database
    await runJob(testCtx({ now: start, db }), job)
    expect(await dueOf()).toBe(start)
    expect(events()).toEqual(['job.failed', 'job.not-put-off'])
  })
})

import type { JobRow } from '../db/store/jobs.ts'
import { type Meter, meteredDb } from '../test/support/metered-db.ts'
import type { Env } from '../worker/env.ts'
import house from '../worker/index.ts'
import { deliverEach } from './deliver.ts'
import { pickEach, type ToPick } from './pick.ts'

/** What one request asked of the database: until it was answered, and with everything that it left behind. */
export interface Reading {
  status: number
  body: string
  roundTripsBeforeAnswer: number
  roundTrips: number
  /** Of the whole database, after everything. */
  bytes: number
  statements: { sql: string; rowsRead: number; rowsWritten: number; times: number }[]
}

/**
 * The whole Worker as it is deployed, with two things in between: a meter on its database, and a clock. `bench-at` says
 * what time it is when the request arrives, so that days pass in seconds: caps reset, offices open and close. Time goes
 * on from there as it really does. Every answer is a Reading; work behind the answer is waited for. /bench/cron is the
 * minute's cron, /bench/pick picks for leads that it is given, /bench/deliver runs jobs that it is given.
 */
export default {
  async fetch(request, env, execution) {
    turnClock(Number(request.headers.get('bench-at')))
    const { db, meter } = meteredDb(env.DB)
    const deferred: Promise<unknown>[] = []
    const waiting = { ...execution, waitUntil: (work: Promise<unknown>) => void deferred.push(work) }
    const url = new URL(request.url)
    if (url.pathname === '/bench/cron') {
      await house.scheduled({} as ScheduledController, { ...env, DB: db }, waiting as unknown as ExecutionContext)
      await allOf(deferred)
      return Response.json(await readingOf(env.DB, { status: 200, body: '', before: meter.roundTrips, meter }))
    }
    if (url.pathname === '/bench/pick') {
      await pickEach(env, await request.json<ToPick[]>())
      return Response.json(await readingOf(env.DB, { status: 200, body: '', before: 0, meter }))
    }
    if (url.pathname === '/bench/deliver') {
      await deliverEach(env, await request.json<JobRow[]>())
      return Response.json(await readingOf(env.DB, { status: 200, body: '', before: 0, meter }))
    }
    const response = await house.fetch(request, { ...env, DB: db }, waiting as unknown as ExecutionContext)
    const before = meter.roundTrips
    const body = await response.text()
    await allOf(deferred)
    return Response.json(await readingOf(env.DB, { status: response.status, body, before, meter }))
  },
} satisfies ExportedHandler<Env>

const realNow = Date.now

function turnClock(at: number): void {
  if (!Number.isInteger(at) || at <= 0) throw new Error('Send bench-at: epoch milliseconds.')
  const turnedAt = realNow()
  Date.now = () => at + realNow() - turnedAt
}

/** Also what the deferred work defers in its turn. */
async function allOf(deferred: Promise<unknown>[]): Promise<void> {
  for (let work = deferred.shift(); work !== undefined; work = deferred.shift()) await work
}

async function readingOf(
  db: D1Database,
  { status, body, before, meter }: { status: number; body: string; before: number; meter: Meter },
): Promise<Reading> {
  const { meta } = await db.prepare('SELECT 1').run()
  return {
    status,
    body,
    roundTripsBeforeAnswer: before,
    roundTrips: meter.roundTrips,
    bytes: meta.size_after,
    statements: [...meter.byStatement].map(([sql, counts]) => ({ sql, ...counts })),
  }
}

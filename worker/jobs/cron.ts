import { claimDueJob, type JobRow } from '../../db/store/jobs.ts'
import type { Ctx } from '../context.ts'
import { purgeOld } from '../operations/housekeeping/purge-old.ts'
import { startLooks } from '../operations/leads/look-again.ts'
import { checkForLosses } from '../operations/leads/rescue-leads.ts'
import { startMonthEnd } from '../operations/statements/month-end.ts'
import { jobs } from './jobs.ts'
import { runJob } from './run-job.ts'

/** At most six outside connections at once (Workers' limit), and two a partner. */
const atOnce = 6
const atOncePerParty = 2

/**
 * A Worker may send 1,000 statements to D1 in one invocation; the next sweep comes in a minute. The last job that is
 * claimed may be the dearest kind, with 300.
 */
const mostStatements = 680
const usualStatements = 14

/**
 * One sweep, called once a minute by cron: runs what is due until nothing is left, the time is up or as much was asked of
 * the database as one invocation may, then tidies. Gives the number of jobs that it ran.
 */
export async function runDue(ctxAt: () => Ctx, { untilMs = 50_000 }: { untilMs?: number } = {}): Promise<number> {
  const started = ctxAt()
  await checkForLosses(started)
  await startLooks(started)
  await startMonthEnd(started)
  const ran = await drain(ctxAt, started.now + untilMs)
  // By the minute in which the sweep began: a long one must not miss the hour.
  await purgeOld(started)
  return ran
}

/**
 * A job is claimed whenever a connection is free, so that none waits for a slower one. A partner that has its two is
 * passed over, however many of its jobs are due before those of others.
 */
async function drain(ctxAt: () => Ctx, until: number): Promise<number> {
  const running = new Map<Promise<void>, JobRow['party']>()
  let ran = 0
  let statements = 0
  try {
    for (;;) {
      const ctx = ctxAt()
      const busy = busyParties(running)
      const mayStart = running.size < atOnce && ctx.now <= until && statements < mostStatements
      const job = mayStart ? await claimDueJob(ctx.db, { now: ctx.now, except: busy }) : null
      if (job !== null) {
        statements += statementsOf(job)
        const work = runJob(ctx, job).finally(() => running.delete(work))
        running.set(work, job.party)
        ran += 1
      } else if (running.size > 0) await Promise.race(running.keys())
      // Who was passed over as busy may have come free while the claim was under way: then it looks once more.
      else if (!mayStart || busy.length === 0) return ran
    }
  } finally {
    // Also when a claim fails: what has been sent is committed before the invocation ends.
    await Promise.all(running.keys())
  }
}

const statementsOf = ({ kind }: JobRow): number => jobs.find((job) => job.kind === kind)?.statements ?? usualStatements

function busyParties(running: ReadonlyMap<unknown, number | null>): number[] {
  const parties = [...running.values()].filter((party) => party !== null)
  return [...Map.groupBy(parties, (party) => party)]
    .filter(([, jobs]) => jobs.length >= atOncePerParty)
    .map(([party]) => party)
}

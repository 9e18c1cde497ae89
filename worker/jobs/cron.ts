import { claimDueJobs } from '../../db/store/jobs.ts'
import type { Ctx } from '../context.ts'
import { purgeOld } from '../operations/housekeeping/purge-old.ts'
import { runJob } from './run-job.ts'

/** At most six outside connections at once (Workers' limit), and two a partner by the claim. */
const atOnce = 6

/** One sweep: runs what is due until nothing is left or the time is up, then tidies. Called once a minute by cron. */
export async function runDue(ctxAt: () => Ctx, { untilMs = 50_000 }: { untilMs?: number } = {}): Promise<number> {
  const started = ctxAt().now
  let ran = 0
  for (;;) {
    const ctx = ctxAt()
    if (ctx.now - started > untilMs) return ran
    const claimed = await claimDueJobs(ctx.db, { now: ctx.now, limit: atOnce })
    if (claimed.length === 0) break
    await Promise.all(claimed.map((job) => runJob(ctx, job)))
    ran += claimed.length
  }
  await purgeOld(ctxAt())
  return ran
}

import { leadIdTime } from '../../../contract/id.ts'
import { commit } from '../../../db/commit.ts'
import { clearRaw } from '../../../db/store/history.ts'
import { deleteJob, insertJob, type JobRow, mustHoldLease } from '../../../db/store/jobs.ts'
import type { Ctx } from '../../context.ts'
import { rawKeptMs, rawWindowMs } from './purge-old.ts'

/**
 * What a commit that writes a raw request and answer adds to its batch, so that they are purged in time (D5). The hourly
 * purge finds history by the time in its id; a try long after that (a lead handed in late, a redelivery, a referral by
 * hand) lies behind what it looks through and gets a job. Nothing for the usual lead, whose try follows at once.
 */
export function purgeLater(
  ctx: Ctx,
  { leadId, reference, version }: { leadId: string; reference: string; version: number },
): D1PreparedStatement[] {
  if (ctx.now - leadIdTime(leadId) <= rawWindowMs) return []
  return [insertJob(ctx.db, purgeRawJob(ctx, { id: reference, version }))]
}

/** The job that purges one row of history in time: for what no purge by id looks through. */
export const purgeRawJob = ({ now }: Pick<Ctx, 'now'>, { id, version }: { id: string; version: number }): JobRow => ({
  due: now + rawKeptMs,
  id: `purge:${id}:${version}`,
  kind: 'purge-raw',
  data: { id, version },
  attempts: 0,
  party: null,
})

/** Takes the raw request and answer out of one row of history. Runs as a job, 30 days after they were written. */
export async function purgeRaw(
  ctx: Ctx,
  { id, version, job }: { id: string; version: number; job: JobRow },
): Promise<void> {
  await commit(ctx, {
    history: [],
    write: [mustHoldLease(ctx.db, job), clearRaw(ctx.db, { id, version }), deleteJob(ctx.db, job)],
  })
}

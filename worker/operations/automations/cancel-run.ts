import { runId } from '../../../contract/id.ts'
import type { Run } from '../../../contract/run.ts'
import { type HistoryRecord, selectTimeline } from '../../../db/store/leads.ts'
import { listRuns, runMustWait, updateRun } from '../../../db/store/runs.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { found } from '../config/checks.ts'
import { toRun } from './run-view.ts'

/** Cancels what of a run is still to come, by hand (F61). Problems: NOT_FOUND, RUN_ENDED, VERSION_CONFLICT. */
export async function cancelRun(ctx: Ctx, { leadId, n }: { leadId: string; n: number }): Promise<Run> {
  requireAdmin(ctx.actor)
  const [runs, timeline] = await Promise.all([
    listRuns(ctx.db, leadId),
    selectTimeline(ctx.db, leadId).all<HistoryRecord>(),
  ])
  const run = found(runs.find((each) => each.n === n) ?? null)
  if (run.state !== 'waiting') throw new Problem('RUN_ENDED')
  const { name, ...row } = run
  const after = { ...row, version: run.version + 1, state: 'cancelled' as const, reason: 'BY_HAND' }
  const answer = toRun({ ...after, name }, timeline.results)
  await commitOrThrow(ctx, {
    history: [{ id: runId(leadId, n), version: after.version, event: 'run.cancelled', data: { reason: 'BY_HAND' } }],
    write: [runMustWait(ctx.db, run), updateRun(ctx.db, after)],
    answer,
  })
  return answer
}

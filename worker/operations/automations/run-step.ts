import { formatId, runId } from '../../../contract/id.ts'
import { commit } from '../../../db/commit.ts'
import { findAutomation } from '../../../db/store/automations.ts'
import { deleteJob, type JobRow, mustHoldLease } from '../../../db/store/jobs.ts'
import { findRun, type RunRow } from '../../../db/store/runs.ts'
import type { Ctx } from '../../context.ts'
import { advance } from '../../domain/automation/advance.ts'
import { Problem } from '../../problem.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { dropJob } from '../drop-job.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { actionFor } from './actions.ts'
import { endStep, startStep } from './run-steps.ts'

/**
 * Does one step of a run (F61). The action's own commit takes the end of the step with it: a crash before leaves both to
 * the next try, a crash after finds the step done. An action that cannot be done is recorded with its reason.
 */
export async function runStep(
  ctx: Ctx,
  { leadId, n, step, job }: { leadId: string; n: number; step: number; job: JobRow },
): Promise<void> {
  const run = await findRun(ctx.db, leadId, n)
  if (run === null || run.state !== 'waiting' || run.step !== step) return dropJob(ctx, job)
  const [automation, { zone }] = await Promise.all([findAutomation(ctx.db, run.automationId), loadBroker(ctx)])
  const end = (failed: string | null) =>
    endStep(
      acting(ctx, run),
      run,
      advance(run, { failed, onFailure: automation!.onFailure, clock: { now: ctx.now, zone } }),
    )

  const done = end(null)
  const alongside = [mustHoldLease(ctx.db, job), deleteJob(ctx.db, job), ...done.write]
  const failed = await act({ ...acting(ctx, run), alongside }, run)
  if (failed === 'moved') return dropJob(ctx, job)
  if (failed === null) {
    // Nothing was left to do, so nothing was committed: the step is done all the same.
    if (alongside.length === 0 || (await finish(ctx, alongside))) startNext(ctx, done.next)
    return
  }
  if (alongside.length === 0) throw failed
  const stopped = end(reasonOf(failed))
  if (await finish(ctx, [mustHoldLease(ctx.db, job), deleteJob(ctx.db, job), ...stopped.write]))
    startNext(ctx, stopped.next)
}

/** What the step does is done in its name, and what follows from it in the name of the whole chain. */
const acting = (ctx: Ctx, run: RunRow): Ctx => ({
  ...ctx,
  by: `${runId(run.leadId, run.n)}:${run.step + 1}`,
  chain: [...run.chain, formatId('automation', run.automationId)],
})

/**
 * Does it; gives the Problem when it cannot be done, and 'moved' when somebody else has ended the step or the run in the
 * meantime. A race that goes on is neither: the job tries again later.
 */
async function act(ctx: Ctx, run: RunRow): Promise<Problem | 'moved' | null> {
  const { action } = run.steps[run.step]!
  try {
    await retryOnRace(() => actionFor(action).run(ctx, { settings: action, leadId: run.leadId, run }))
    return null
  } catch (error) {
    if (error instanceof Problem && !passing.includes(error.code)) return error
    const now = await findRun(ctx.db, run.leadId, run.n)
    if (now?.state !== 'waiting' || now.step !== run.step) return 'moved'
    throw error
  }
}

const passing: readonly string[] = ['VERSION_CONFLICT', 'TRY_AGAIN', 'INTERNAL']

/** `NOT_ELIGIBLE: DAILY_LIMIT, NO_CREDIT` */
const reasonOf = ({ code, errors }: Problem): string =>
  errors.length === 0 ? code : `${code}: ${errors.map((error) => error.code).join(', ')}`

/** False when somebody else was faster: another try of this job, or whoever cancelled the run. */
async function finish(ctx: Ctx, write: D1PreparedStatement[]): Promise<boolean> {
  const committed = await commit(ctx, { history: [], write })
  if (committed.done) return true
  if (['LEASE_LOST', 'RUN_MOVED', 'VERSION_CONFLICT'].includes(committed.refused)) return false
  throw new Error(`A step could not be ended: ${committed.refused} ${committed.about}`)
}

function startNext(ctx: Ctx, next: JobRow | null): void {
  if (next !== null) startStep(ctx, next)
}

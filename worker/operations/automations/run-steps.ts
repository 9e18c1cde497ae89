import { formatId, runId } from '../../../contract/id.ts'
import { historyStatement } from '../../../db/commit.ts'
import type { AutomationRow } from '../../../db/store/automations.ts'
import { insertJob, type JobRow, leaseMs } from '../../../db/store/jobs.ts'
import { insertRun, type RunRow, runMustWait, updateRun } from '../../../db/store/runs.ts'
import type { Ctx } from '../../context.ts'
import { type advance, begin } from '../../domain/automation/advance.ts'

/** A run that is about to begin: its row, its history, the job of its first step. */
export interface NewRun {
  row: RunRow
  history: { id: string; version: number; event: string; data: unknown }
  write: D1PreparedStatement[]
  job: JobRow
}

/** What makes a run begin: an event with its cause, or (event null) a person. */
export type Start = Pick<RunRow, 'leadId' | 'n' | 'event' | 'because' | 'partnerId' | 'chain'>

/** Plans the run of an automation on a lead: its steps are frozen as they are now. */
export function newRun(ctx: Ctx, automation: AutomationRow, start: Start, zone: string): NewRun {
  const progress = begin(automation.steps, { now: ctx.now, zone })
  const row: RunRow = { ...start, ...progress, automationId: automation.id, version: 1, startedAt: ctx.now }
  const job = stepJob(ctx, row)
  return {
    row,
    history: {
      id: runId(start.leadId, start.n),
      version: 1,
      event: 'run.started',
      data: {
        automation: formatId('automation', automation.id),
        automationVersion: automation.version,
        event: start.event,
        because: start.because,
      },
    },
    write: [insertRun(ctx.db, row), insertJob(ctx.db, job)],
    job,
  }
}

/** Runs the job of a step at once, where it need not wait. */
export function startStep(ctx: Ctx, job: JobRow): void {
  if (job.attempts === 1) ctx.startJob(job)
}

/**
 * The statements that end the step which was next, as one piece of whatever commit they join, and the job of the step
 * after it. The run must still wait as it was read: a lead that has closed, or a person, may have cancelled it.
 */
export function endStep(
  ctx: Ctx,
  run: RunRow,
  progress: ReturnType<typeof advance>,
): { write: D1PreparedStatement[]; next: JobRow | null } {
  const after: RunRow = { ...run, ...progress, version: run.version + 1 }
  const next = after.state === 'waiting' ? stepJob(ctx, after) : null
  const { action, state, reason } = after.steps[run.step]!
  return {
    write: [
      runMustWait(ctx.db, run),
      historyStatement(ctx, ctx.newId(), {
        id: runId(run.leadId, run.n),
        version: after.version,
        event: 'run.step',
        data: { step: run.step + 1, action: action.kind, state, reason, run: after.state },
      }),
      updateRun(ctx.db, after),
      ...(next === null ? [] : [insertJob(ctx.db, next)]),
    ],
    next,
  }
}

/** The job of the step that is next: born leased where it is due at once, otherwise left to the sweep. */
function stepJob(ctx: Ctx, { leadId, n, step, steps }: RunRow): JobRow {
  const due = steps[step]!.due!
  const atOnce = due <= ctx.now
  return {
    due: atOnce ? ctx.now + leaseMs : due,
    id: `step:${runId(leadId, n)}:${step + 1}`,
    kind: 'run-step',
    data: { leadId, n, step },
    attempts: atOnce ? 1 : 0,
    party: null,
  }
}

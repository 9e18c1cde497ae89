import { uuidv7 } from 'uuidv7'
import type { JobRow } from '../db/store/jobs.ts'
import { type Actor, actorName, type Ctx } from './context.ts'
import type { Env } from './env.ts'
import { runJob } from './jobs/run-job.ts'
import { logFault } from './log-fault.ts'

/** What the runtime gives: bindings, and a way to go on after the answer. */
export interface Runtime {
  env: Env
  waitUntil(work: Promise<unknown>): void
  requestId: string
}

/**
 * The context of one request or one job: the only place in the house that reads the clock and makes ids. A dry run
 * starts nothing after its answer, since nothing of what it did is there.
 */
export function makeCtx(
  runtime: Runtime,
  { actor, dryRun = false, idempotency = null }: { actor: Actor; dryRun?: boolean; idempotency?: Ctx['idempotency'] },
): Ctx {
  const { env, requestId } = runtime
  const defer = dryRun ? () => {} : deferTo(runtime)
  return {
    ...instant(env),
    env,
    actor,
    by: actorName(actor),
    requestId,
    chain: [],
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    dryRun,
    effects: [],
    idempotency,
    defer,
    startJob: (job: JobRow, afterMs = 0) =>
      defer(async () => {
        if (afterMs > 0) await scheduler.wait(afterMs)
        await runJob(makeJobCtx(runtime), job)
      }),
  }
}

/** The context of a job that starts now: jobs act for the house. */
export const makeJobCtx = (runtime: Runtime): Ctx => makeCtx(runtime, { actor: { kind: 'job' } })

/** The database, this instant and fresh ids. */
export const instant = (env: Env): Pick<Ctx, 'db' | 'now' | 'newId'> => ({ db: env.DB, now: Date.now(), newId: uuidv7 })

/** Starts work that outlives the answer; a fault in it is logged, since nobody waits for it. */
export const deferTo =
  ({ waitUntil, requestId }: Runtime) =>
  (work: () => Promise<unknown>): void =>
    waitUntil(work().catch((error) => logFault({ event: 'deferred.failed', requestId, error })))

import { env } from 'cloudflare:test'
import { uuidv7 } from 'uuidv7'
import type { JobRow } from '../../db/store/jobs.ts'
import type { Actor, Ctx } from '../../worker/context.ts'
import { actorName } from '../../worker/context.ts'
import type { Env } from '../../worker/env.ts'
import { forgetKeys } from '../../worker/operations/access/find-key.ts'
import { forgetLeadTypes } from '../../worker/operations/leads/load-lead-type.ts'

export interface TestCtx extends Ctx {
  /** Jobs that were started at once and wait to be run. */
  started: JobRow[]
  /** Runs what was started, and what that starts. */
  runStarted(): Promise<void>
}

/** A context for calling operations directly: jobs that would run after the answer are kept until asked for. */
export function testCtx({
  now = Date.UTC(2026, 5, 15, 12),
  actor = { kind: 'job' },
  db = (env as unknown as Env).DB,
  ...rest
}: Partial<Ctx> & { actor?: Actor } = {}): TestCtx {
  const started: JobRow[] = []
  const ctx: TestCtx = {
    db,
    env: env as unknown as Env,
    actor,
    by: actorName(actor),
    now,
    requestId: 'test',
    chain: [],
    newId: uuidv7,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    defer: (work) => void work(),
    startJob: (job) => void started.push(job),
    dryRun: false,
    effects: [],
    idempotency: null,
    started,
    async runStarted() {
      const { runJob } = await import('../../worker/jobs/run-job.ts')
      for (let job = started.shift(); job !== undefined; job = started.shift())
        await runJob({ ...ctx, actor: { kind: 'job' }, by: 'job' }, job)
    },
    ...rest,
  }
  return ctx
}

export const testDb = (): D1Database => (env as unknown as Env).DB

/** Everything that the isolate remembers of the last test's database. */
export const forgetAll = (): void => {
  forgetLeadTypes()
  forgetKeys()
}

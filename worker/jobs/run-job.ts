import type { JobRow } from '../../db/store/jobs.ts'
import type { Ctx } from '../context.ts'
import { redact } from '../log-fault.ts'
import { putOff } from '../operations/put-off.ts'
import { jobs } from './jobs.ts'

/**
 * Runs one job under its lease; never throws. A fault is logged and the job put off: to the next try, or by a day once
 * its tries are used up. When not even that can be written, the lease runs out and the next sweep takes it. Nothing is
 * lost by a job that dies, at any point.
 */
export async function runJob(ctx: Ctx, job: JobRow): Promise<void> {
  const kind = jobs.find((candidate) => candidate.kind === job.kind)
  try {
    if (kind === undefined) throw new Error('No such kind of job')
    await kind.run({ ...ctx, chain: chainOf(job) }, job)
  } catch (error) {
    logJob('job.failed', job, error)
    await putOff(ctx, job).then(
      ({ isDead }) => isDead && logJob('job.dead', job, error),
      (lost) => logJob('job.not-put-off', job, lost),
    )
  }
}

/** What an automation caused goes on in its name, so that a loop through other jobs is seen too (F61). */
const chainOf = ({ data: { chain } }: JobRow): string[] => (Array.isArray(chain) ? chain.map(String) : [])

function logJob(event: string, { kind, id, attempts }: JobRow, error: unknown): void {
  const because = redact(error instanceof Error ? error.message : String(error))
  console.error(JSON.stringify({ event, kind, id, attempts, because }))
}

import type { JobRow } from '../../db/store/jobs.ts'
import type { Ctx } from '../context.ts'
import { jobs } from './jobs.ts'

/**
 * Runs one job under its lease. A fault is logged and leaves the row: its lease runs out and the next sweep takes it.
 * Nothing is lost by a job that dies, at any point.
 */
export async function runJob(ctx: Ctx, job: JobRow): Promise<void> {
  const kind = jobs.find((candidate) => candidate.kind === job.kind)
  if (kind === undefined) return console.error(JSON.stringify({ event: 'job.unknown', kind: job.kind, id: job.id }))
  try {
    await kind.run(ctx, job)
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error)
    console.error(JSON.stringify({ event: 'job.failed', kind: job.kind, id: job.id, attempts: job.attempts, because }))
  }
}

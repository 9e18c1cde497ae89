import type { JobRow } from '../../db/store/jobs.ts'
import type { Ctx } from '../context.ts'

/** A kind of follow-up work. `run` ends by deleting or postponing its row, in the batch of what it did. */
export interface Job {
  kind: string
  /** About how many statements one run and what it starts at once send to the database, where that is not the usual dozen. */
  statements?: number
  run(ctx: Ctx, job: JobRow): Promise<void>
}

import type { JobRow } from '../../../db/store/jobs.ts'

/** A job as a batch reads it: its data is text there. */
export const readJob = (row: Record<string, unknown>): JobRow => ({
  ...(row as unknown as JobRow),
  data: JSON.parse(String(row.data)) as JobRow['data'],
})

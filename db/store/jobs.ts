/** A job is due at its lease: whoever holds (due, id) may finish it, nobody else (ENGINE 5). */
export interface JobRow {
  due: number
  id: string
  kind: string
  data: Record<string, unknown>
  /** How often it was started, this time included. */
  attempts: number
  party: number | null
}

/** Long enough for one outside call and the commit after it. */
export const leaseMs = 60_000

/** A new job. Born leased (`due` = now + leaseMs) when it is run at once, so that running it writes no claim. */
export const insertJob = (db: D1Database, { due, id, kind, data, attempts, party }: JobRow): D1PreparedStatement =>
  db
    .prepare('INSERT INTO jobs (due, id, kind, data, attempts, party) VALUES (?, ?, ?, ?, ?, ?)')
    .bind(due, id, kind, JSON.stringify(data), attempts, party)

/** Stops the batch with LEASE_LOST unless this job is still held under this lease: the fencing token. */
export const mustHoldLease = (db: D1Database, { due, id }: Pick<JobRow, 'due' | 'id'>): D1PreparedStatement =>
  db
    .prepare("INSERT INTO must (ok, word) SELECT EXISTS (SELECT 1 FROM jobs WHERE due = ? AND id = ?), 'LEASE_LOST'")
    .bind(due, id)

export const deleteJob = (db: D1Database, { due, id }: Pick<JobRow, 'due' | 'id'>): D1PreparedStatement =>
  db.prepare('DELETE FROM jobs WHERE due = ? AND id = ?').bind(due, id)

/** Puts a job off until an instant, or hands it on under a new lease. */
export const postponeJob = (
  db: D1Database,
  { due, id }: Pick<JobRow, 'due' | 'id'>,
  next: Pick<JobRow, 'due' | 'attempts'>,
): D1PreparedStatement =>
  db.prepare('UPDATE jobs SET due = ?, attempts = ? WHERE due = ? AND id = ?').bind(next.due, next.attempts, due, id)

/**
 * Claims the jobs that are due, at most `limit` and two a partner, so that one slow buyer cannot hold up the rest. Two
 * workers never get the same one: the claim moves the lease. OR IGNORE: two rows of one id, should they ever meet, are
 * claimed one after the other instead of stopping every sweep.
 */
export async function claimDueJobs(db: D1Database, { now, limit }: { now: number; limit: number }): Promise<JobRow[]> {
  const { results } = await db
    .prepare(
      `UPDATE OR IGNORE jobs SET due = ?1, attempts = attempts + 1 WHERE (due, id) IN (
         SELECT due, id FROM (
           SELECT due, id, row_number() OVER (PARTITION BY coalesce(party, id) ORDER BY due) AS turn
           FROM (SELECT due, id, party FROM jobs WHERE due <= ?2 ORDER BY due LIMIT 500)
         ) WHERE turn <= 2 ORDER BY due LIMIT ?3)
       RETURNING due, id, kind, data, attempts, party`,
    )
    .bind(now + leaseMs, now, limit)
    .all<Omit<JobRow, 'data'> & { data: string }>()
  return results.map((row) => ({ ...row, data: JSON.parse(row.data) }))
}

import { must } from '../commit.ts'

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

/**
 * A new job that looks for partners of a lead, born leased. `because` makes its id: `lead_…:2`, `ref_…:3`, the thing and
 * the version that ask for it. `after` is where an earlier look was cut short, `asked` that a person or an automation had
 * begun it (F16), `toPerson` that it looks for nobody: where the lead goes next, a person says.
 */
export const routeJob = (
  now: number,
  {
    leadId,
    because,
    after,
    asked = false,
    toPerson = false,
  }: { leadId: string; because: string; after?: unknown; asked?: boolean; toPerson?: boolean },
): JobRow => ({
  due: now + leaseMs,
  id: `route:${because}`,
  kind: 'route-lead',
  data: { leadId, ...(after !== undefined && { after }), ...(asked && { asked }), ...(toPerson && { toPerson }) },
  attempts: 1,
  party: null,
})

/** A new job. Born leased (`due` = now + leaseMs) when it is run at once, so that running it writes no claim. */
export const insertJob = (db: D1Database, { due, id, kind, data, attempts, party }: JobRow): D1PreparedStatement =>
  db
    .prepare('INSERT INTO jobs (due, id, kind, data, attempts, party) VALUES (?, ?, ?, ?, ?, ?)')
    .bind(due, id, kind, JSON.stringify(data), attempts, party)

/** Stops the batch with LEASE_LOST unless this job is still held under this lease: the fencing token. */
export const mustHoldLease = (db: D1Database, { due, id }: Pick<JobRow, 'due' | 'id'>): D1PreparedStatement =>
  must(db, {
    ok: 'SELECT EXISTS (SELECT 1 FROM jobs WHERE due = ? AND id = ?)',
    word: 'LEASE_LOST',
    params: [due, id],
  })

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
 * Claims the job that has been due the longest, of whoever is not in `except`; null when there is none. Two workers
 * never get the same one: the claim moves the lease. OR IGNORE: two rows of one id, should they ever meet, are claimed
 * one after the other instead of stopping every sweep.
 */
export async function claimDueJob(
  db: D1Database,
  { now, except = [] }: { now: number; except?: readonly number[] },
): Promise<JobRow | null> {
  const row = await db
    .prepare(
      `UPDATE OR IGNORE jobs SET due = ?1, attempts = attempts + 1 WHERE (due, id) IN (
         SELECT due, id FROM jobs
         WHERE due <= ?2 AND (party IS NULL OR party NOT IN (SELECT value FROM json_each(?3))) ORDER BY due LIMIT 1)
       RETURNING due, id, kind, data, attempts, party`,
    )
    .bind(now + leaseMs, now, JSON.stringify(except))
    .first<Omit<JobRow, 'data'> & { data: string }>()
  return row === null ? null : { ...row, data: JSON.parse(row.data) }
}

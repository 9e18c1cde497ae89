import { must } from '../commit.ts'
import { leaseMs } from './jobs.ts'

/** When the held leads of a type are looked at again (D21). */
export interface LookRow {
  lead_type_id: number
  due: number
}

/**
 * Asks for a look at the held leads of a type, `atLatest` (epoch milliseconds) and no later than the first parked turn
 * on these cells comes due. Many ask for one: the earliest counts.
 */
export const askForLook = (
  db: D1Database,
  { leadTypeId, cells, now, atLatest }: { leadTypeId: number; cells: readonly number[]; now: number; atLatest: number },
): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO looks (lead_type_id, due)
       SELECT ?1, min(?2, coalesce((SELECT min((
         SELECT t.due FROM turns t WHERE t.cell = c.value AND t.due > ?3 ORDER BY t.due LIMIT 1)) FROM json_each(?4) c), ?2))
       WHERE true
       ON CONFLICT (lead_type_id) DO UPDATE SET due = excluded.due WHERE excluded.due < due`,
    )
    .bind(leadTypeId, atLatest, now, JSON.stringify(cells))

/**
 * The looks whose time has come, but for types whose held leads are being gone through: with very many that takes longer
 * than it takes somebody to wake, and looks would be begun faster than they end. The next one comes after it.
 */
export const selectDueLooks = (db: D1Database, now: number, limit: number): D1PreparedStatement =>
  db
    .prepare(
      `SELECT lead_type_id, due FROM looks WHERE due <= ?1 AND NOT EXISTS (SELECT 1 FROM jobs j
         WHERE j.due <= ?2 AND j.kind = 'look-again' AND j.data ->> 'leadTypeId' = looks.lead_type_id)
       ORDER BY due LIMIT ?3`,
    )
    .bind(now, now + leaseMs, limit)

/** Takes a look up; stops the batch with LOOK_TAKEN when somebody else has. Whatever wakes from now on asks anew. */
export const takeLook = (db: D1Database, { lead_type_id, due }: LookRow): D1PreparedStatement[] => [
  must(db, {
    ok: 'SELECT EXISTS (SELECT 1 FROM looks WHERE lead_type_id = ? AND due = ?)',
    word: 'LOOK_TAKEN',
    params: [lead_type_id, due],
  }),
  db.prepare('DELETE FROM looks WHERE lead_type_id = ?').bind(lead_type_id),
]

/** Those of these cells on which a turn is ready, or parked until an instant that has come: one search each. */
export const selectReadyCells = (
  db: D1Database,
  { cells, now }: { cells: readonly number[]; now: number },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT c.value AS cell FROM json_each(?) c
       WHERE EXISTS (SELECT 1 FROM turns t WHERE t.cell = c.value AND t.due BETWEEN 0 AND ?)`,
    )
    .bind(JSON.stringify(cells), now)

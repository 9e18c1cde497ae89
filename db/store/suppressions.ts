import { must } from '../commit.ts'

/** Which of some keys stand on which of some lists (0 is everybody's), and since when: key, partner_id, at. One look-up for each. */
export const selectListed = (
  db: D1Database,
  { keys, partnerIds }: { keys: readonly string[]; partnerIds: readonly number[] },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT s.key, s.partner_id, s.at FROM json_each(?1) k CROSS JOIN json_each(?2) p
       CROSS JOIN suppressions s ON s.key = k.value AND s.partner_id = p.value`,
    )
    .bind(JSON.stringify(keys), JSON.stringify(partnerIds))

/** Two imports at once may bring the same person: one row is enough. */
export const insertSuppressions = (
  db: D1Database,
  { keys, partnerId, at }: { keys: readonly string[]; partnerId: number; at: number },
): D1PreparedStatement =>
  db
    .prepare(
      'INSERT INTO suppressions (key, partner_id, at) SELECT value, ?2, ?3 FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING',
    )
    .bind(JSON.stringify(keys), partnerId, at)

export const deleteSuppressions = (
  db: D1Database,
  { keys, partnerId }: { keys: readonly string[]; partnerId: number },
): D1PreparedStatement =>
  db
    .prepare('DELETE FROM suppressions WHERE partner_id = ?2 AND key IN (SELECT value FROM json_each(?1))')
    .bind(JSON.stringify(keys), partnerId)

/** Asks for a look at whatever leads are held (D21): nobody can tell which of them a removed person sent. */
export const lookAtHeldLeads = (db: D1Database): D1PreparedStatement =>
  db.prepare(
    `INSERT INTO looks (lead_type_id, due) SELECT DISTINCT lead_type_id, 0 FROM leads WHERE location = 'held'
     ON CONFLICT (lead_type_id) DO UPDATE SET due = 0 WHERE due <> 0`,
  )

/**
 * Stops the batch with PERSON_CHANGED when a person with one of these keys asked meanwhile not to be contacted, by anybody
 * or by one of these partners (D1.22): whoever plans must look again.
 */
export const mustNotBeSuppressed = (
  db: D1Database,
  { keys, partnerIds }: { keys: readonly string[]; partnerIds: readonly number[] },
): D1PreparedStatement =>
  must(db, {
    ok: `SELECT NOT EXISTS (SELECT 1 FROM json_each(?) k CROSS JOIN json_each(?) p
      CROSS JOIN suppressions s ON s.key = k.value AND s.partner_id = p.value)`,
    word: 'PERSON_CHANGED',
    params: [JSON.stringify(keys), JSON.stringify([0, ...partnerIds])],
  })

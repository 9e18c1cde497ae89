/** Takes what was sent and answered out of one row of history: the only part of it that ever goes (D5). */
export const clearRaw = (db: D1Database, { id, version }: { id: string; version: number }): D1PreparedStatement =>
  db.prepare('UPDATE history SET raw = NULL WHERE id = ? AND version = ? AND raw IS NOT NULL').bind(id, version)

/**
 * The same for what was written until `writtenUntil` under the ids in between, which carry the time of their lead:
 * found by the primary key, 20,000 at most.
 */
export const clearRawBetween = (
  db: D1Database,
  { after, until, writtenUntil }: { after: string; until: string; writtenUntil: number },
): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE history SET raw = NULL WHERE (id, version) IN (
         SELECT id, version FROM history
         WHERE id > ? AND id <= ? AND at <= ? AND raw IS NOT NULL LIMIT 20000)`,
    )
    .bind(after, until, writtenUntil)

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

/** What one row of history keeps; null where there is no such row. */
export async function findHistoryData<Data>(
  db: D1Database,
  { id, version }: { id: string; version: number },
): Promise<Data | null> {
  const row = await db
    .prepare('SELECT data FROM history WHERE id = ? AND version = ?')
    .bind(id, version)
    .first<{ data: string }>()
  return row === null ? null : (JSON.parse(row.data) as Data)
}

/** A setup as the queue knows it: whose turns these are, and in which band they stand (band = -priority). */
export interface Queued {
  setupId: number
  partnerId: number
  leadTypeId: number
  band: number
}

/** A place that a setup begins to serve: the cell of its queue, and the bits that break ties there. */
export interface NewTurn {
  cell: number
  tieBits: number
}

/**
 * Lines a setup up in new cells. One that never had a turn nor a lead is "never served": its rank is the tie bits, and
 * it comes first (D2). Anybody else queues behind its own last lead of this type, whatever place that came from, and
 * not before the head of the queue it joins. So nobody banks turns (ENGINE 3), and giving a place up and taking it back
 * gains nothing: the memory is the last referral, not the turn that was deleted.
 */
export const insertTurns = (
  db: D1Database,
  { setupId, partnerId, leadTypeId, band }: Queued,
  { turns, isNewcomer }: { turns: readonly NewTurn[]; isNewcomer: boolean },
): D1PreparedStatement =>
  db.prepare(queueSql.insertTurns).bind(setupId, partnerId, leadTypeId, band, isNewcomer ? 1 : 0, JSON.stringify(turns))

/** Takes a setup out of cells. Turns are found by cell, never by an index on setups (ENGINE 3). */
export const deleteTurns = (db: D1Database, setupId: number, cells: readonly number[]): D1PreparedStatement =>
  db.prepare(queueSql.deleteTurns).bind(setupId, JSON.stringify(cells))

/**
 * Moves a setup's turns to the band of its new priority: new turns there, not before the head of that band, then the
 * old ones go. A turn never changes its band itself, or the arms' counts would drift.
 */
export const moveTurnsToBand = (
  db: D1Database,
  { setupId, from, to, cells }: { setupId: number; from: number; to: number; cells: readonly number[] },
): D1PreparedStatement[] => [
  db.prepare(queueSql.copyToBand).bind(setupId, from, to, JSON.stringify(cells)),
  db.prepare(queueSql.leaveBand).bind(setupId, from, JSON.stringify(cells)),
]

/** The rank of who is next in a cell and band; 0 where nobody is ready. */
const headOf = (cell: string, band: string): string =>
  `coalesce((SELECT head.rank + 1 FROM turns head WHERE head.cell = ${cell} AND head.due = 0 AND head.band = ${band}
     ORDER BY head.rank LIMIT 1), 0)`

/** The texts of these statements: a test looks at their plans. */
export const queueSql = {
  insertTurns: `
    INSERT INTO turns (cell, due, band, rank, setup_id)
    SELECT joined.cell, 0, ?4, max(joined.tie_bits, last_lead.rank,
      iif(?5 AND last_lead.rank = 0, 0, ${headOf('joined.cell', '?4')})), ?1
    FROM (SELECT value ->> 'cell' AS cell, value ->> 'tieBits' AS tie_bits FROM json_each(?6)) AS joined
    CROSS JOIN (SELECT coalesce((
      SELECT max(referred_at * 1024, coalesce(rank_next, 0)) FROM referrals
      WHERE partner_id = ?2 AND lead_type_id = ?3 ORDER BY referred_at DESC LIMIT 1), 0) AS rank) AS last_lead`,
  deleteTurns: 'DELETE FROM turns WHERE cell IN (SELECT value FROM json_each(?2)) AND setup_id = ?1',
  copyToBand: `
    INSERT INTO turns (cell, due, band, rank, setup_id)
    SELECT old.cell, 0, ?3, max(old.rank, ${headOf('old.cell', '?3')}), old.setup_id
    FROM (SELECT value AS cell FROM json_each(?4)) AS kept
    CROSS JOIN turns old ON old.cell = kept.cell AND old.setup_id = ?1 AND old.band = ?2`,
  leaveBand: 'DELETE FROM turns WHERE cell IN (SELECT value FROM json_each(?3)) AND setup_id = ?1 AND band = ?2',
}

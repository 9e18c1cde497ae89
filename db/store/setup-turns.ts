/** A setup as the queue knows it: whose turns these are. Where it stands is read from the database (`standings`). */
export interface Queued {
  setupId: number
  partnerId: number
  leadTypeId: number
}

/** A place that a setup begins to serve: the cell of its queue, and the bits that break ties there. */
export interface NewTurn {
  cell: number
  tieBits: number
}

/**
 * Lines a setup up in new cells, in its band. One that never had a turn nor a lead is "never served": its rank is the
 * tie bits, and it comes first (D2). Anybody else queues behind its own last lead of this type, whatever place that came
 * from, and not before the head of the queue it joins. So nobody banks turns (ENGINE 3), and giving a place up and taking
 * it back gains nothing: the memory is the last referral, not the turn that was deleted.
 *
 * Where turns are weighted, a rank is a pass and every arm has its own: no memory can be compared with it. Whoever never
 * had a lead begins in the middle of its round, behind the head; anybody else waits one whole round of its own, which is
 * never less than it would have waited had it stayed.
 */
export const insertTurns = (
  db: D1Database,
  { setupId, partnerId, leadTypeId }: Queued,
  { turns, isNewcomer }: { turns: readonly NewTurn[]; isNewcomer: boolean },
): D1PreparedStatement =>
  db.prepare(queueSql.insertTurns).bind(setupId, partnerId, leadTypeId, isNewcomer ? 1 : 0, JSON.stringify(turns))

/** Takes a setup out of cells. Turns are found by cell, never by an index on setups (ENGINE 3). */
export const deleteTurns = (db: D1Database, setupId: number, cells: readonly number[]): D1PreparedStatement =>
  db.prepare(queueSql.deleteTurns).bind(setupId, JSON.stringify(cells))

/** Behind whoever is next in a cell and band; 0 where nobody is ready. */
const behindHead = (cell: string, band: string): string =>
  `coalesce((SELECT head.rank + 1 FROM turns head WHERE head.cell = ${cell} AND head.due = 0 AND head.band = ${band}
     ORDER BY head.rank LIMIT 1), 0)`

/** The texts of these statements: a test looks at their plans. */
export const queueSql = {
  insertTurns: `
    INSERT INTO turns (cell, due, band, rank, setup_id, weight)
    SELECT joined.cell, 0, own.band, iif(own.weight IS NULL,
        max(joined.tie_bits, last_lead.rank, iif(?4 AND last_lead.rank = 0, 0, ${behindHead('joined.cell', 'own.band')})),
        ${behindHead('joined.cell', 'own.band')} + joined.tie_bits + iif(last_lead.rank = 0, 33554432, 67108864) / own.weight),
      ?1, own.weight
    FROM (SELECT value ->> 'cell' AS cell, value ->> 'tieBits' AS tie_bits FROM json_each(?5)) AS joined
    CROSS JOIN (SELECT coalesce((
      SELECT max(referred_at * 1024, coalesce(rank_next, 0)) FROM referrals
      WHERE partner_id = ?2 AND lead_type_id = ?3 ORDER BY referred_at DESC LIMIT 1), 0) AS rank) AS last_lead
    CROSS JOIN standings AS own ON own.setup_id = ?1`,
  deleteTurns: 'DELETE FROM turns WHERE cell IN (SELECT value FROM json_each(?2)) AND setup_id = ?1',
}

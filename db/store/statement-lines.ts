import type { TransferRow } from './transfers.ts'

/**
 * Reading statements. A party's lines are numbered 1, 2, 3 … without a gap (a trigger sees to that), so that any part of
 * one is a range of the primary key, whatever else is in the table.
 */
interface Range {
  party: number
  /** The first line that belongs to it. */
  from: number
  /** The first one that does not any more. */
  to: number
}

/** Lines of a range, newest first; with `kind` or instants only those that fit. As many rows are read as the range has. */
export const selectNewest = (
  db: D1Database,
  { party, from, to, limit, kind = null, since = null, until = null }: Range & Narrowed & { limit: number },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT * FROM transfers WHERE party = ?1 AND n >= ?2 AND n < ?3
         AND (?5 IS NULL OR kind = ?5) AND (?6 IS NULL OR at >= ?6) AND (?7 IS NULL OR at < ?7)
       ORDER BY n DESC LIMIT ?4`,
    )
    .bind(party, from, to, limit, kind, since, until)

export interface Narrowed {
  kind?: string | null
  /** Epoch milliseconds, included. */
  since?: number | null
  /** Epoch milliseconds, not included. */
  until?: number | null
}

/** Lines of a range, oldest first. */
export const selectOldest = (
  db: D1Database,
  { party, from, to, limit }: Range & { limit: number },
): D1PreparedStatement =>
  db
    .prepare('SELECT * FROM transfers WHERE party = ?1 AND n >= ?2 AND n < ?3 ORDER BY n LIMIT ?4')
    .bind(party, from, to, limit)

/**
 * A party's lines about one lead, newest first: some by their ids, some by how their ids begin (all of those are of the
 * unique key). There are a handful.
 */
export const selectAbout = (
  db: D1Database,
  { party, ids, beginnings }: { party: number; ids: readonly string[]; beginnings: readonly string[] },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT t.* FROM (
         SELECT id FROM transfers WHERE id IN (SELECT value FROM json_each(?2))
         UNION ALL
         SELECT b.id FROM json_each(?3) j CROSS JOIN transfers b ON b.id >= j.value AND b.id < j.value || '~'
       ) about CROSS JOIN transfers t ON t.id = about.id
       WHERE t.party = ?1 ORDER BY t.n DESC`,
    )
    .bind(party, JSON.stringify(ids), JSON.stringify(beginnings))

/** How many lines a party has. */
export const selectLastNumber = (db: D1Database, party: number): D1PreparedStatement =>
  db.prepare('SELECT coalesce((SELECT n FROM transfers WHERE party = ? ORDER BY n DESC LIMIT 1), 0) AS n').bind(party)

/**
 * The number of a party's first line at or after an instant; one more than the last where there is none. Found by halving,
 * as lines follow one another in time: about twenty rows are read of a million. No index is kept for it, which every
 * transfer would pay for.
 */
export const selectFirstSince = (db: D1Database, { party, at }: { party: number; at: number }): D1PreparedStatement =>
  db
    .prepare(
      `WITH RECURSIVE halves (low, high) AS (
         SELECT 1, 1 + coalesce((SELECT n FROM transfers WHERE party = ?1 ORDER BY n DESC LIMIT 1), 0)
         UNION ALL
         SELECT iif(t.at < ?2, t.n + 1, h.low), iif(t.at < ?2, h.high, t.n)
         FROM halves h CROSS JOIN transfers t ON t.party = ?1 AND t.n = (h.low + h.high) / 2 WHERE h.low < h.high)
       SELECT low AS n FROM halves WHERE low >= high`,
    )
    .bind(party, at)

export const toLines = (result: D1Result<Record<string, unknown>>): TransferRow[] =>
  result.results as unknown as TransferRow[]

/** The lead types of leads: number and name. Leads keep both for good. */
export const selectLeadTypesOf = (db: D1Database, leadIds: readonly string[]): D1PreparedStatement =>
  db
    .prepare(
      `SELECT l.id AS leadId, t.id AS leadTypeId, t.name
       FROM json_each(?) j CROSS JOIN leads l ON l.id = j.value CROSS JOIN lead_types t ON t.id = l.lead_type_id`,
    )
    .bind(JSON.stringify(leadIds))

export interface LeadTypeOfLead {
  leadId: string
  leadTypeId: number
  name: string
}

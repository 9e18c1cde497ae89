import type { LeadRow } from './leads.ts'

export interface LeadWindow {
  leadTypeId: number
  from: number
  to: number
  /** Between which ids they lie. */
  ids: { from: string; until: string }
  limit: number
}

/** A lead of a window, with when it was decided on: whenever partners were looked for, or one was named. */
export interface WindowLeadRow extends LeadRow {
  /** JSON: epoch milliseconds, oldest first. */
  decided_at: string
}

/**
 * The leads of a type that came in during a window, oldest first: found by their ids, which carry the time at which they
 * were made. One that was kept off line for more than a week before it came in is not found.
 */
export const selectLeadsOfWindow = (
  db: D1Database,
  { leadTypeId, from, to, ids, limit }: LeadWindow,
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT l.*, (SELECT json_group_array(h.at) FROM (SELECT at FROM history WHERE id = l.id
           AND (event IN ('lead.captured', 'lead.referred') OR json_type(data, '$.trace') IS NOT NULL)
           ORDER BY version) AS h) AS decided_at
       FROM leads l WHERE l.id >= ?5 AND l.id < ?6 AND l.lead_type_id = ?1 AND l.received_at >= ?2 AND l.received_at < ?3
       ORDER BY l.id LIMIT ?4`,
    )
    .bind(leadTypeId, from, to, limit, ids.from, ids.until)

/** How the referrals of these leads fell: to one partner, and to how many others. */
export const selectMarket = (
  db: D1Database,
  { leadIds, partnerId }: { leadIds: readonly string[]; partnerId: number },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT coalesce(sum(r.partner_id = ?2), 0) AS own, count(*) AS "all",
         count(DISTINCT iif(r.partner_id = ?2, NULL, r.partner_id)) AS others
       FROM json_each(?1) AS j CROSS JOIN referrals r ON r.lead_id = j.value`,
    )
    .bind(JSON.stringify(leadIds), partnerId)

/** Which of these leads a partner was referred, whatever came of it. */
export const selectWon = (
  db: D1Database,
  { leadIds, partnerId }: { leadIds: readonly string[]; partnerId: number },
): D1PreparedStatement =>
  db
    .prepare(
      'SELECT r.lead_id FROM json_each(?1) AS j CROSS JOIN referrals r ON r.lead_id = j.value AND r.partner_id = ?2',
    )
    .bind(JSON.stringify(leadIds), partnerId)

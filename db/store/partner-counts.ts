/** A calendar day of a zone: its key, its month's key, and epoch milliseconds, end not included. */
export interface DaySpan {
  day: number
  month: number
  from: number
  until: number
}

/** Gives a partner's referrals on these days their keys, where they have others. */
export const rekeyReferrals = (db: D1Database, partnerId: number, days: readonly DaySpan[]): D1PreparedStatement =>
  db.prepare(rekeySql).bind(partnerId, JSON.stringify(days))

/** The text of rekeyReferrals: a test looks at its plan. */
export const rekeySql = `
  UPDATE referrals SET day = d.day, month = d.month FROM (
    SELECT value ->> 'day' AS day, value ->> 'month' AS month, value ->> 'from' AS day_starts, value ->> 'until' AS day_ends
    FROM json_each(?2)) AS d
  WHERE referrals.partner_id = ?1 AND referrals.referred_at >= d.day_starts AND referrals.referred_at < d.day_ends
    AND (referrals.day <> d.day OR referrals.month <> d.month)`

/** Referrals that gave their cap back (D18), returned ones where the preference says so (F33); all others count. */
const givesNothingBack = `state NOT IN ('rejected', 'duplicate', 'failed')
           AND (state <> 'returned' OR (SELECT coalesce(settings ->> 'returnsRestoreCap', 0) FROM preferences) = 0)`

/**
 * Counts a partner's referrals since the start of its day and of its month again. A partner that never had one has no
 * row, and gets none.
 */
export const recountPartner = (
  db: D1Database,
  partnerId: number,
  { day, month, dayStarts, monthStarts }: { day: number; month: number; dayStarts: number; monthStarts: number },
): D1PreparedStatement =>
  db
    .prepare(
      `WITH used AS (
         SELECT lead_type_id, sum(referred_at >= ?4) AS today, count(*) AS this_month FROM referrals
         WHERE partner_id = ?1 AND referred_at >= ?5 AND ${givesNothingBack} GROUP BY lead_type_id)
       UPDATE partner_counts SET seq = seq + 1, day = ?2, month = ?3,
         today = (SELECT coalesce(sum(today), 0) FROM used),
         types_today = (SELECT json_group_object('t' || lead_type_id, today) FROM used WHERE today > 0),
         this_month = (SELECT coalesce(sum(this_month), 0) FROM used),
         types_this_month = (SELECT json_group_object('t' || lead_type_id, this_month) FROM used)
       WHERE partner_id = ?1`,
    )
    .bind(partnerId, day, month, dayStarts, monthStarts)

/** An answer of a partner's server that is still kept whole. */
export interface RecordedAnswer {
  lead_id: string
  partner_id: number
  referred_at: number
  version: number
  at: number
  /** What it came to then. */
  outcome: string
  /** As JSON (worker/delivery/attempt.ts, KeptAnswer). */
  answer: string
}

/**
 * A partner's recorded answers, the newest referral first, from after `before` on. `since` is how long raw answers are
 * kept; a referral may be older than its last try, so that referrals of `referredSince` on are looked at.
 */
export const selectRecordedAnswers = (
  db: D1Database,
  {
    partnerId,
    since,
    referredSince,
    before,
    limit,
  }: {
    partnerId: number
    since: number
    referredSince: number
    before: { referredAt: number; leadId: string; version: number } | null
    limit: number
  },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT r.lead_id, r.partner_id, r.referred_at, h.version, h.at, h.data ->> 'outcome' AS outcome,
         h.raw -> 'answer' AS answer
       FROM referrals r
       CROSS JOIN history h ON h.id = 'ref_' || substr(r.lead_id, 6, 28) || printf('%08x', r.partner_id)
         AND h.event = 'referral.delivery' AND h.at >= ?2 AND h.raw IS NOT NULL
         AND h.data ->> 'via' = 'internet' AND json_type(h.raw, '$.answer') = 'object'
       WHERE r.partner_id = ?1 AND r.referred_at >= ?3 AND r.referred_at <= ?4
         AND (r.referred_at, r.lead_id, h.version) < (?4, ?5, ?6)
       ORDER BY r.referred_at DESC, r.lead_id DESC, h.version DESC LIMIT ?7`,
    )
    .bind(
      partnerId,
      since,
      referredSince,
      before?.referredAt ?? Number.MAX_SAFE_INTEGER,
      before?.leadId ?? '',
      before?.version ?? 0,
      limit,
    )

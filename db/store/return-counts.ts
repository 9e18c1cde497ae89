import { dayMs } from '../../contract/time.ts'
import { must } from '../commit.ts'

export interface CountsRow {
  delivered: number
  /** Asked for and not rejected or cleared. */
  returned: number
  approved: number
  rejected: number
}

/** A delivery may lie this long behind its referral (F34, retries): how far back referrals are looked through. */
const slowestDeliveryMs = 90 * dayMs

const countsSql = `
  (SELECT count(*) FROM referrals r WHERE r.partner_id = p.id AND r.referred_at >= ?2 AND r.delivered_at >= ?1) AS delivered,
  (SELECT count(*) FROM returns q WHERE q.partner_id = p.id AND q.requested_at >= ?1 AND q.state IN ('requested', 'approved')) AS returned,
  (SELECT count(*) FROM returns q WHERE q.partner_id = p.id AND q.requested_at >= ?1 AND q.state = 'approved') AS approved,
  (SELECT count(*) FROM returns q WHERE q.partner_id = p.id AND q.requested_at >= ?1 AND q.state = 'rejected') AS rejected`

/** What a partner was delivered and asked to return since an instant, that instant included. */
export const selectReturnCounts = (
  db: D1Database,
  { partnerId, since }: { partnerId: number; since: number },
): D1PreparedStatement =>
  db
    .prepare(`SELECT p.id, p.name, ${countsSql} FROM partners p WHERE p.id = ?3`)
    .bind(since, since - slowestDeliveryMs, partnerId)

/** The same for every partner that buys, by number, behind `after`. */
export const selectAllReturnCounts = (
  db: D1Database,
  { since, after, limit }: { since: number; after: number; limit: number },
): D1PreparedStatement =>
  db
    .prepare(`SELECT p.id, p.name, ${countsSql} FROM partners p WHERE p.id > ?3 AND p.buys = 1 ORDER BY p.id LIMIT ?4`)
    .bind(since, since - slowestDeliveryMs, after, limit)

/** Stops the batch when somebody asked for another return meanwhile: no rate is passed by asking at once. */
export const returnCountMustBe = (
  db: D1Database,
  { partnerId, since, returned }: { partnerId: number; since: number; returned: number },
): D1PreparedStatement =>
  must(db, {
    ok: "SELECT count(*) <= ? FROM returns WHERE partner_id = ? AND requested_at >= ? AND state IN ('requested', 'approved')",
    word: 'VERSION_CONFLICT',
    params: [returned, partnerId, since],
  })

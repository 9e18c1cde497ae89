import type { RedeliverableState } from '../../contract/delivery-log.ts'
import { must } from '../commit.ts'

/** A referral that may be sent again. */
export interface RedeliverableRow {
  lead_id: string
  version: number
  state: RedeliverableState
  referred_at: number
  delivered_at: number | null
  remote_id: string | null
  /** How many tries are on record. */
  tries: number
}

/** A partner's referrals of a time that are in one of these states, oldest first, behind (referredAt, leadId). */
export const selectRedeliverable = (
  db: D1Database,
  {
    partnerId,
    leadTypeId,
    since,
    until,
    states,
    after,
    limit,
  }: {
    partnerId: number
    leadTypeId: number | null
    since: number
    until: number
    states: readonly RedeliverableState[]
    after: { at: number; leadId: string } | null
    limit: number
  },
): D1PreparedStatement =>
  db
    .prepare(redeliverableSql)
    .bind(
      partnerId,
      Math.max(since, after?.at ?? 0),
      after?.leadId ?? '',
      until,
      leadTypeId,
      JSON.stringify(states),
      limit,
    )

/** Along the index of a partner's referrals. A cursor's instant is never before `since`. */
const redeliverableSql = `
  SELECT r.lead_id, r.version, r.state, r.referred_at, r.delivered_at, r.remote_id,
    (SELECT count(*) FROM history h WHERE h.event = 'referral.delivery'
      AND h.id = 'ref_' || substr(r.lead_id, 6, 28) || printf('%08x', r.partner_id)) AS tries
  FROM referrals r
  WHERE r.partner_id = ?1 AND (r.referred_at, r.lead_id) > (?2, ?3) AND r.referred_at < ?4
    AND (?5 IS NULL OR r.lead_type_id = ?5) AND r.state IN (SELECT value FROM json_each(?6))
  ORDER BY r.referred_at, r.lead_id LIMIT ?7`

/** The leads that a job is to deliver to this partner, now or later. */
export const selectUnderWay = (db: D1Database, partnerId: number): D1PreparedStatement =>
  db
    .prepare("SELECT data ->> 'leadId' AS lead_id FROM jobs WHERE kind = 'deliver-referral' AND party = ?")
    .bind(partnerId)

/** Stops the batch with UNDER_WAY when one of these leads is to be delivered to the partner already. */
export const mustNotBeUnderWay = (
  db: D1Database,
  { partnerId, leadIds }: { partnerId: number; leadIds: readonly string[] },
): D1PreparedStatement =>
  must(db, {
    ok: `SELECT NOT EXISTS (SELECT 1 FROM jobs WHERE kind = 'deliver-referral' AND party = ?
      AND data ->> 'leadId' IN (SELECT value FROM json_each(?)))`,
    word: 'UNDER_WAY',
    params: [partnerId, JSON.stringify(leadIds)],
  })

/** The next versions of referrals that are sent again: nothing else of them changes. */
export const raiseReferrals = (
  db: D1Database,
  { partnerId, leadIds }: { partnerId: number; leadIds: readonly string[] },
): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE referrals SET version = version + 1
       WHERE partner_id = ?1 AND lead_id IN (SELECT value FROM json_each(?2))`,
    )
    .bind(partnerId, JSON.stringify(leadIds))

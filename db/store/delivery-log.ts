import type { Outcome } from '../../contract/delivery.ts'
import type { ReferralState } from '../../contract/referral.ts'

/** A try in the delivery log, raw. */
export interface LoggedTryRow {
  id: string
  version: number
  at: number
  data: string
  raw: string | null
  lead_id: string
  partner_id: number
  lead_type_id: number
  /** Of its referral, as it is now. */
  state: ReferralState
  referred_at: number
  partner_name: string
  type_name: string
}

/** What a try must be; null: whatever it is. */
export interface LogFilter {
  partnerId: number | null
  leadTypeId: number | null
  outcome: Outcome | null
  since: number | null
  until: number | null
}

/** Behind which try a page starts: of a referral, the tries before `version`; 0: none of them. */
export interface LogPosition {
  referredAt: number
  leadId: string
  partnerId: number
  version: number
}

/** Of which referrals the tries are looked at: made from `from` on, at most `most` of them. */
export interface Walk {
  filter: LogFilter
  before: LogPosition | null
  /** Of all partners, the beginning of a lead's id; of one, an instant. */
  from: string | number
  until: string | number
  most: number
  limit: number
}

/**
 * The tries of a stretch of referrals, newest referral first and of each the newest try first; and behind them the last
 * referral of a stretch that was cut short (`selectWalkEnd`). A partner's go along the index of its referrals, all along
 * the primary key: leads' ids sort by time. Only what is on the page is read with its raw request and answer.
 */
export function selectWalk(db: D1Database, { filter, before, from, until, most, limit }: Walk): D1PreparedStatement {
  return db
    .prepare(walkSql({ byPartner: filter.partnerId !== null }))
    .bind(
      ...walkParams({ filter, before, from, until }),
      most,
      filter.leadTypeId,
      filter.outcome,
      filter.since,
      filter.until,
      before?.version ?? null,
      limit,
    )
}

/** The text of selectWalk, for the test of its plan. */
export const walkSql = ({ byPartner }: { byPartner: boolean }): string => `
  SELECT k.*, h.data, h.raw, p.name AS partner_name, t.name AS type_name
  FROM (SELECT h.id, h.version, h.at, r.lead_id, r.partner_id, r.lead_type_id, r.state, r.referred_at
    FROM (${stretch(byPartner)} LIMIT ?7) r
    CROSS JOIN history h ON h.id = 'ref_' || substr(r.lead_id, 6, 28) || printf('%08x', r.partner_id)
    WHERE h.event = 'referral.delivery' AND (?8 IS NULL OR r.lead_type_id = ?8)
      AND (?9 IS NULL OR h.data ->> 'outcome' = ?9) AND (?10 IS NULL OR h.at >= ?10) AND (?11 IS NULL OR h.at < ?11)
      AND (?12 IS NULL OR r.lead_id <> ?3 OR r.partner_id <> ?4 OR h.version < ?12)
    ORDER BY ${order(byPartner, 'r.')}, h.version DESC LIMIT ?13) k
  CROSS JOIN history h ON h.id = k.id AND h.version = k.version
  CROSS JOIN partners p ON p.id = k.partner_id
  CROSS JOIN lead_types t ON t.id = k.lead_type_id
  ORDER BY ${order(byPartner, 'k.')}, k.version DESC`

/** The referral at which a stretch was cut short; none when it was walked to its end. */
export const selectWalkEnd = (
  db: D1Database,
  { filter, before, from, until, most }: Omit<Walk, 'limit'>,
): D1PreparedStatement =>
  db
    .prepare(`${stretch(filter.partnerId !== null)} LIMIT 1 OFFSET ?7`)
    .bind(...walkParams({ filter, before, from, until }), most - 1)

const walkParams = ({ filter, before, from, until }: Pick<Walk, 'filter' | 'before' | 'from' | 'until'>) => [
  filter.partnerId,
  before?.referredAt ?? Number.MAX_SAFE_INTEGER,
  before?.leadId ?? '~',
  before?.partnerId ?? 0,
  from,
  until,
]

const stretch = (byPartner: boolean): string => `
  SELECT lead_id, partner_id, lead_type_id, state, referred_at FROM referrals
  WHERE ${
    byPartner
      ? 'partner_id = ?1 AND (referred_at, lead_id) <= (?2, ?3) AND referred_at >= ?5 AND referred_at < ?6'
      : '(lead_id, partner_id) <= (?3, ?4) AND lead_id >= ?5 AND lead_id < ?6'
  }
  ORDER BY ${order(byPartner, '')}`

const order = (byPartner: boolean, of: string): string =>
  byPartner ? `${of}referred_at DESC, ${of}lead_id DESC` : `${of}lead_id DESC, ${of}partner_id DESC`

/**
 * Late tries (worker/operations/referrals/delivery-log-range.ts) of referrals that lie before every stretch, newest
 * referral first: along the index that only late tries are in, whose condition it repeats.
 */
export function selectLateTries(
  db: D1Database,
  {
    filter,
    before,
    from,
    limit,
  }: {
    filter: LogFilter & { since: number }
    before: { id: string; version: number } | null
    from: string | number
    limit: number
  },
): D1PreparedStatement {
  const { partnerId, leadTypeId, outcome, since, until } = filter
  return db
    .prepare(lateSql({ byPartner: partnerId !== null }))
    .bind(
      since,
      until ?? Number.MAX_SAFE_INTEGER,
      from,
      before?.id ?? '~',
      before?.version ?? 0,
      outcome,
      leadTypeId,
      partnerId,
      limit,
    )
}

export const lateSql = ({ byPartner }: { byPartner: boolean }): string => `
  SELECT k.*, h.data, h.raw, p.name AS partner_name, t.name AS type_name
  FROM (SELECT h.id, h.version, h.at, r.lead_id, r.partner_id, r.lead_type_id, r.state, r.referred_at
    FROM history h INDEXED BY history_late_tries
    CROSS JOIN referrals r ON r.lead_id = 'lead_' || substr(h.id, 5, 28) || '00000000'
      AND printf('%08x', r.partner_id) = substr(h.id, -8)
    WHERE h.event = 'referral.delivery' AND h.data ->> 'late' = 1 AND h.at >= ?1 AND h.at < ?2
      AND ${byPartner ? 'r.referred_at < ?3' : 'r.lead_id < ?3'} AND (h.id, h.version) < (?4, ?5)
      AND (?6 IS NULL OR h.data ->> 'outcome' = ?6) AND (?7 IS NULL OR r.lead_type_id = ?7)
      AND (?8 IS NULL OR r.partner_id = ?8)
    ORDER BY h.id DESC, h.version DESC LIMIT ?9) k
  CROSS JOIN history h ON h.id = k.id AND h.version = k.version
  CROSS JOIN partners p ON p.id = k.partner_id
  CROSS JOIN lead_types t ON t.id = k.lead_type_id
  ORDER BY k.id DESC, k.version DESC`

import type { ReferralProgress, ReferralState } from '../../contract/referral.ts'
import type { ReturnState } from '../../contract/return.ts'
import type { OfferRow } from './offers.ts'
import type { ReferralRow } from './referrals.ts'

/** What is behind a row of a partner's leads: the referral, what its lead says, and its return. */
export interface OwnLeadRow
  extends ReferralRow,
    Pick<OfferRow, 'received_at' | 'outward' | 'fields' | 'type_name' | 'type_fields' | 'group_fields'> {
  return_state: ReturnState | null
}

/** What they must be; null: whatever it is. */
export interface OwnLeadFilter {
  partnerId: number
  state: ReferralState | null
  progress: ReferralProgress | null
  leadTypeId: number | null
  since: number | null
  until: number | null
}

/** Behind which one a page starts, newest first. */
export interface OwnLeadPosition {
  at: number
  leadId: string
}

interface Stretch {
  filter: OwnLeadFilter
  before: OwnLeadPosition | null
  /** How many referrals are looked through at most. */
  most: number
}

/** A partner's leads of a stretch of its referrals, newest first. The rest of a page is read only for what is on it. */
export const selectOwnLeads = (
  db: D1Database,
  { filter, before, most, limit }: Stretch & { limit: number },
): D1PreparedStatement =>
  db
    .prepare(ownLeadsSql)
    .bind(...params({ filter, before }), most, filter.state, filter.progress, filter.leadTypeId, limit)

const stretch = `SELECT * FROM referrals WHERE partner_id = ?1 AND (referred_at, lead_id) < (?2, ?3) AND referred_at >= ?4
  ORDER BY referred_at DESC, lead_id DESC`

const columns = `r.*, l.received_at, l.outward, l.fields, t.name AS type_name, t.fields AS type_fields,
  g.fields AS group_fields, (SELECT x.state FROM returns x
    WHERE x.lead_id = r.lead_id AND x.partner_id = r.partner_id AND x.state <> 'cleared') AS return_state`

const joined = `CROSS JOIN leads l ON l.id = r.lead_id
  CROSS JOIN lead_types t ON t.id = r.lead_type_id
  CROSS JOIN lead_groups g ON g.id = t.lead_group_id`

export const ownLeadsSql = `SELECT ${columns}
  FROM (SELECT * FROM (${stretch} LIMIT ?5)
    WHERE (?6 IS NULL OR state = ?6) AND (?7 IS NULL OR progress = ?7) AND (?8 IS NULL OR lead_type_id = ?8)
    ORDER BY referred_at DESC, lead_id DESC LIMIT ?9) r
  ${joined} ORDER BY r.referred_at DESC, r.lead_id DESC`

/** The referral at which a stretch was cut short; none when it was walked to its end. */
export const selectOwnLeadsEnd = (db: D1Database, { filter, before, most }: Stretch): D1PreparedStatement =>
  db.prepare(`${stretch} LIMIT 1 OFFSET ?5`).bind(...params({ filter, before }), most - 1)

/** A cursor is never behind `until`: a page that came before it was not. */
const params = ({ filter, before }: Omit<Stretch, 'most'>) => [
  filter.partnerId,
  before?.at ?? filter.until ?? Number.MAX_SAFE_INTEGER,
  before?.leadId ?? '',
  filter.since ?? 0,
]

/** One of a partner's leads. */
export const selectOwnLead = (
  db: D1Database,
  { leadId, partnerId }: { leadId: string; partnerId: number },
): D1PreparedStatement =>
  db
    .prepare(`SELECT ${columns} FROM referrals r ${joined} WHERE r.lead_id = ? AND r.partner_id = ?`)
    .bind(leadId, partnerId)

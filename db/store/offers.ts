import type { Field } from '../../contract/fields/field.ts'
import type { ReferralMethod } from '../../contract/lead-type.ts'

/** The offer was told to its partner: its next version, and until when it may be accepted (D6). */
export const tellOffer = (
  db: D1Database,
  { leadId, partnerId, version, acceptBy }: { leadId: string; partnerId: number; version: number; acceptBy: number },
): D1PreparedStatement =>
  db
    .prepare('UPDATE referrals SET version = ?3, accept_by = ?4 WHERE lead_id = ?1 AND partner_id = ?2')
    .bind(leadId, partnerId, version, acceptBy)

/** From here on nobody need accept it. What never loses its time was never taken: its partner got nothing of the person. */
export const endOffer = (
  db: D1Database,
  { leadId, partnerId }: { leadId: string; partnerId: number },
): D1PreparedStatement =>
  db.prepare('UPDATE referrals SET accept_by = NULL WHERE lead_id = ?1 AND partner_id = ?2').bind(leadId, partnerId)

/** Whether a referral was told to its partner as an offer before. */
export const selectTold = (db: D1Database, referralId: string): D1PreparedStatement =>
  db.prepare("SELECT 1 AS told FROM history WHERE id = ? AND event = 'referral.offered' LIMIT 1").bind(referralId)

/** How an offer ended that was not accepted: by its partner's no, or by its time. */
export const selectOfferEnd = (db: D1Database, referralId: string): D1PreparedStatement =>
  db
    .prepare(
      "SELECT event FROM history WHERE id = ? AND event IN ('referral.declined', 'referral.lapsed') ORDER BY version DESC LIMIT 1",
    )
    .bind(referralId)

/** An open offer with what may be told of its lead. */
export interface OfferRow {
  lead_id: string
  partner_id: number
  method: ReferralMethod
  price: number
  referred_at: number
  deliver_after: number
  accept_by: number
  /** As JSON (contract/appointment.ts). */
  appointment: string | null
  received_at: number
  outward: string | null
  fields: string
  lead_type_id: number
  type_name: string
  type_fields: string
  group_fields: string
}

/** A partner's open offers that it may know of by now, the one that ends first first, behind (acceptBy, leadId). */
export const selectOffers = (
  db: D1Database,
  {
    partnerId,
    now,
    after,
    limit,
  }: { partnerId: number; now: number; after: { acceptBy: number; leadId: string } | null; limit: number },
): D1PreparedStatement => db.prepare(offersSql).bind(partnerId, after?.acceptBy ?? 0, after?.leadId ?? '', now, limit)

/** Along the partial index of offers (0013_outcomes.sql), whose condition it repeats. */
const offersSql = `
  SELECT r.lead_id, r.partner_id, r.method, r.price, r.referred_at, r.deliver_after, r.accept_by, r.appointment,
    l.received_at, l.outward, l.fields, t.id AS lead_type_id, t.name AS type_name, t.fields AS type_fields,
    g.fields AS group_fields
  FROM referrals r
  CROSS JOIN leads l ON l.id = r.lead_id
  CROSS JOIN lead_types t ON t.id = r.lead_type_id
  CROSS JOIN lead_groups g ON g.id = t.lead_group_id
  WHERE r.state = 'referred' AND r.accept_by IS NOT NULL AND r.partner_id = ?1 AND (r.accept_by, r.lead_id) > (?2, ?3)
    AND r.accept_by > ?4 AND r.deliver_after <= ?4
  ORDER BY r.accept_by, r.lead_id LIMIT ?5`

/** The fields of a lead, its group's first. */
export const fieldsOf = ({ group_fields, type_fields }: Pick<OfferRow, 'group_fields' | 'type_fields'>): Field[] => [
  ...(JSON.parse(group_fields) as Field[]),
  ...(JSON.parse(type_fields) as Field[]),
]

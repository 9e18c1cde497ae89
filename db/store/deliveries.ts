import type { ReferralMethod } from '../../contract/lead-type.ts'
import type { ReferralProgress, ReferralState } from '../../contract/referral.ts'
import { dayMs } from '../../contract/time.ts'
import { subLeadColumn } from './referrals.ts'

/** What a delivery needs to know, in one row. */
export interface DeliveryRow {
  lead_id: string
  partner_id: number
  version: number
  setup_id: number
  lead_type_id: number
  method: ReferralMethod
  state: ReferralState
  price: number
  referred_at: number
  delivered_at: number | null
  remote_id: string | null
  /** Not before this instant; 0: at once (F34). */
  deliver_after: number
  /** As JSON (contract/appointment.ts). */
  appointment: string | null
  progress: ReferralProgress
  /** As JSON (contract/charge.ts); null: all of the price at accepted. */
  charges: string | null
  accept_by: number | null
  released_at: number | null
  outward: string | null
  introducer_id: number | null
  cost: number
  /** F21: see subLeadColumn. */
  sub_lead: number | null
  received_at: number
  fields: string
  type_name: string
  type_fields: string
  /** Whether a lead that its partner refuses goes on by itself; null: as the preferences say. */
  reroute_refused: number | null
  /** As JSON (contract/preferences.ts). */
  preferences: string
  group_id: number
  group_name: string
  group_fields: string
  partner_name: string
  partner_zone: string
  contact_email: string | null
  delivery: string
  /** As JSON: subject, text and html of the partner's template for e-mails, else the broker's (F30). */
  mail_template: string | null
  failures: number
  failing_since: number | null
  breaker_until: number
  broker_name: string
  broker_zone: string
  notify_email: string
  currency: string
  /** How many tries are on record, and whether one of them may have reached the partner. */
  tries: number
  ever_reached: number
}

/** `tpl_3` in the partner's delivery, or in the preferences. An archived template goes on serving who uses it (F64). */
const mailTemplateColumn = `(SELECT json_object('subject', subject, 'text', text, 'html', html) FROM templates
  WHERE id = CAST(substr(coalesce(p.delivery ->> '$.email.templateId',
    (SELECT settings ->> 'leadDeliveryTemplateId' FROM preferences)), 5) AS INTEGER)) AS mail_template`

export const selectDelivery = (
  db: D1Database,
  { leadId, partnerId, referralId }: { leadId: string; partnerId: number; referralId: string },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT r.lead_id, r.partner_id, r.version, r.setup_id, r.lead_type_id, r.method, r.state, r.price, r.referred_at,
         r.delivered_at, r.remote_id, r.deliver_after, r.appointment, r.progress, r.charges, r.accept_by, r.released_at, ${subLeadColumn}, l.received_at, l.outward, l.introducer_id, l.cost, l.fields, t.name AS type_name, t.fields AS type_fields,
         t.reroute_refused, (SELECT settings FROM preferences) AS preferences,
         g.id AS group_id, g.name AS group_name, g.fields AS group_fields, p.name AS partner_name,
         p.zone AS partner_zone, p.contact_email, p.delivery, ${mailTemplateColumn}, p.failures, p.failing_since, p.breaker_until,
         b.name AS broker_name, b.zone AS broker_zone, b.notify_email, b.currency, h.tries, h.ever_reached
       FROM referrals r
       CROSS JOIN leads l ON l.id = r.lead_id
       CROSS JOIN lead_types t ON t.id = r.lead_type_id
       CROSS JOIN lead_groups g ON g.id = t.lead_group_id
       CROSS JOIN partners p ON p.id = r.partner_id
       CROSS JOIN broker b
       CROSS JOIN (SELECT count(*) AS tries, coalesce(max(data ->> 'reached'), 0) AS ever_reached
         FROM history WHERE id = ?3 AND event = 'referral.delivery') h
       WHERE r.lead_id = ?1 AND r.partner_id = ?2`,
    )
    .bind(leadId, partnerId, referralId)

/** A partner's breaker: no version, since it is no setting; closing it wakes the partner's turns (a trigger). */
export const updateBreaker = (
  db: D1Database,
  partnerId: number,
  { failures, failingSince, breakerUntil }: { failures: number; failingSince: number | null; breakerUntil: number },
): D1PreparedStatement =>
  db
    .prepare('UPDATE partners SET failures = ?2, failing_since = ?3, breaker_until = ?4 WHERE id = ?1')
    .bind(partnerId, failures, failingSince, breakerUntil)

/** Keeps that a breaker opens or closes, so that its past can be told (C5). Stands before the update; no change, no row. */
export const insertBreakerMoment = (
  db: D1Database,
  partnerId: number,
  { at, breakerUntil }: { at: number; breakerUntil: number },
): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO breaker_moments (partner_id, n, at, breaker_until)
       SELECT id, 1 + coalesce((SELECT max(n) FROM breaker_moments WHERE partner_id = ?1), 0), ?2, ?3
       FROM partners WHERE id = ?1 AND breaker_until <> ?3`,
    )
    .bind(partnerId, at, breakerUntil)

export interface DeliveryRecord {
  id: string
  version: number
  actor: string
  at: number
  data: string
  raw: string | null
}

/** Every try of one referral, newest first. */
export const selectTries = (db: D1Database, referralId: string): D1PreparedStatement =>
  db
    .prepare(
      "SELECT id, version, actor, at, data, raw FROM history WHERE id = ? AND event = 'referral.delivery' ORDER BY version DESC",
    )
    .bind(referralId)

/**
 * A partner's referrals that wait until it opens, with their new time; what it must accept ends as much earlier or later
 * (D6). Holidays may last a year (contract/schedule.ts).
 */
export const moveWaitingReferrals = (
  db: D1Database,
  { partnerId, now, opensAt }: { partnerId: number; now: number; opensAt: number },
): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE referrals SET deliver_after = ?3, accept_by = accept_by + ?3 - deliver_after
       WHERE partner_id = ?1 AND referred_at > ?4 AND deliver_after > ?2 AND state = 'referred'`,
    )
    .bind(partnerId, now, opensAt, now - 400 * dayMs)

/** Their jobs, which were never started. A redelivery that waits for its turn keeps its time. */
export const moveWaitingJobs = (
  db: D1Database,
  { partnerId, now, opensAt }: { partnerId: number; now: number; opensAt: number },
): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE jobs SET due = ?3 WHERE due > ?2 AND party = ?1 AND kind IN ('deliver-referral', 'offer-referral')
         AND attempts = 0 AND data ->> 'mailId' IS NULL AND due <> ?3`,
    )
    .bind(partnerId, now, opensAt)

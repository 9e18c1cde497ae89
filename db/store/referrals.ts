import type { Appointment } from '../../contract/appointment.ts'
import type { FrozenCharge } from '../../contract/charge.ts'
import type { ReferralMethod } from '../../contract/lead-type.ts'
import type { ReferralProgress, ReferralState } from '../../contract/referral.ts'
import { must } from '../commit.ts'

/** A candidate as the claim needs it: what it was read from, what it would cost, and where its turn goes. */
export interface Claimant {
  partnerId: number
  partnerVersion: number
  setupId: number
  setupVersion: number
  /** All that it may charge (contract/charge.ts); what is held. */
  priceMinor: number
  /** What each point charges; null: all of the price at accepted. */
  charges: readonly FrozenCharge[] | null
  /** Epoch milliseconds before which it is not delivered; 0: at once (F34). */
  deliverAfter: number
  /** Epoch milliseconds until which its partner may accept it; null: it need not (D6). */
  acceptBy: number | null
  day: number
  month: number
  cell: number | null
  band: number | null
  rankRead: number | null
  rankNext: number | null
}

interface Claim {
  leadId: string
  leadTypeId: number
  method: ReferralMethod
  /** Of every referral that is made (F62). */
  appointment: Appointment | null
  at: number
  claimants: readonly Claimant[]
  wanted: number
}

/**
 * Takes the turn: inserts the referral of the first `wanted` claimants that are still as they were read. The triggers
 * of `referrals` move the turn, count against the caps and hold the price, or refuse. With `ignoringTurns` a turn that
 * somebody took in the meantime does not matter (the last try).
 */
export const claimReferrals = (
  db: D1Database,
  { leadId, leadTypeId, method, appointment, at, claimants, wanted }: Claim,
  { ignoringTurns }: { ignoringTurns: boolean },
): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO referrals (lead_id, partner_id, version, setup_id, lead_type_id, method, state, price, referred_at,
         day, month, cell, band, rank_read, rank_next, deliver_after, accept_by, charges, appointment)
       SELECT ?1, j.partner_id, 0, j.setup_id, ?2, ?3, 'referred', j.price, ?4,
         j.day, j.month, j.cell, j.band, j.rank_read, j.rank_next, j.deliver_after, j.accept_by, j.charges, ?7
       FROM (SELECT key AS position, value ->> 'partnerId' AS partner_id, value ->> 'partnerVersion' AS partner_version,
           value ->> 'setupId' AS setup_id, value ->> 'setupVersion' AS setup_version, value ->> 'priceMinor' AS price,
           value ->> 'charges' AS charges, value ->> 'acceptBy' AS accept_by,
           value ->> 'day' AS day, value ->> 'month' AS month, value ->> 'cell' AS cell, value ->> 'band' AS band,
           value ->> 'deliverAfter' AS deliver_after, value ->> 'rankRead' AS rank_read, value ->> 'rankNext' AS rank_next
         FROM json_each(?5)) AS j
       ${ignoringTurns ? '' : 'CROSS JOIN turns t ON t.cell = j.cell AND t.due = 0 AND t.band = j.band AND t.rank = j.rank_read AND t.setup_id = j.setup_id'}
       CROSS JOIN setups s ON s.id = j.setup_id AND s.version = j.setup_version
       CROSS JOIN partners p ON p.id = j.partner_id AND p.version = j.partner_version
       ORDER BY j.position LIMIT ?6`,
    )
    .bind(
      leadId,
      leadTypeId,
      method,
      at,
      JSON.stringify(claimants),
      wanted,
      appointment === null ? null : JSON.stringify(appointment),
    )

/** Stops the batch with TURN_TAKEN unless the lead has this many referrals by now, whatever their state. */
export const mustHaveReferrals = (db: D1Database, leadId: string, count: number): D1PreparedStatement =>
  must(db, {
    ok: 'SELECT count(*) >= ? FROM referrals WHERE lead_id = ?',
    word: 'TURN_TAKEN',
    params: [count, leadId],
  })

/**
 * One job for each referral of the lead that is being made, to deliver it, or to offer it to a partner that must accept
 * it first (D6); `except` had theirs before. Born leased where `due`
 * lies behind `at`, for whoever starts it; one that is due at once, or waits until its partner opens, is left to the
 * sweep, and its first try is still to come.
 */
export const insertDeliveryJobs = (
  db: D1Database,
  { leadId, at, due, except }: { leadId: string; at: number; due: number; except: readonly number[] },
): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO jobs (due, id, kind, data, attempts, party)
       SELECT max(?3, deliver_after), iif(accept_by IS NULL, 'deliver:', 'offer:') || lead_id || ':' || partner_id,
         iif(accept_by IS NULL, 'deliver-referral', 'offer-referral'),
         json_object('leadId', lead_id, 'partnerId', partner_id), iif(deliver_after > ?2 OR ?3 <= ?2, 0, 1), partner_id
       FROM referrals WHERE lead_id = ?1 AND referred_at = ?2 AND state = 'referred' AND version = 0
         AND partner_id NOT IN (SELECT value FROM json_each(?4))`,
    )
    .bind(leadId, at, due, JSON.stringify(except))

export interface ReferralRow {
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
  deliver_after: number
  /** As JSON (contract/appointment.ts). */
  appointment: string | null
  progress: ReferralProgress
  /** As JSON (contract/charge.ts); null: all of the price at accepted. */
  charges: string | null
  accept_by: number | null
  released_at: number | null
}

const columns =
  'lead_id, partner_id, version, setup_id, lead_type_id, method, state, price, referred_at, delivered_at, remote_id, deliver_after, appointment, progress, charges, accept_by, released_at'

export const selectReferralsOfLead = (db: D1Database, leadId: string): D1PreparedStatement =>
  db.prepare(`SELECT ${columns} FROM referrals WHERE lead_id = ? ORDER BY referred_at, partner_id`).bind(leadId)

/**
 * F21: the number of referral `r` among those of its lead. The first has none, unless the preferences count it as well.
 * Derived: nothing keeps it.
 */
export const subLeadColumn = `nullif(
  (SELECT count(*) FROM referrals o
   WHERE o.lead_id = r.lead_id AND (o.referred_at, o.partner_id) <= (r.referred_at, r.partner_id)),
  iif((SELECT coalesce(settings ->> 'alwaysSubLead', 0) FROM preferences), 0, 1)) AS sub_lead`

/** A referral as it is listed. */
export interface ListedReferral extends ReferralRow {
  sub_lead: number | null
}

/** A partner's referrals, newest first, behind (referredAt, leadId). */
export const selectReferralsOfPartner = (
  db: D1Database,
  { partnerId, before, limit }: { partnerId: number; before: { at: number; leadId: string } | null; limit: number },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT ${columns}, ${subLeadColumn} FROM referrals r WHERE partner_id = ?1 AND (referred_at, lead_id) < (?2, ?3)
       ORDER BY referred_at DESC, lead_id DESC LIMIT ?4`,
    )
    .bind(partnerId, before?.at ?? Number.MAX_SAFE_INTEGER, before?.leadId ?? '', limit)

/**
 * Moves a referral to its next version; the triggers give back the slot and the cap where that follows (D18). What is null
 * or left out stays as it was.
 */
export const updateReferral = (
  db: D1Database,
  {
    leadId,
    partnerId,
    version,
    state = null,
    deliveredAt = null,
    remoteId = null,
    progress = null,
    releasedAt = null,
  }: {
    leadId: string
    partnerId: number
    version: number
    state?: ReferralState | null
    deliveredAt?: number | null
    remoteId?: string | null
    progress?: ReferralProgress | null
    releasedAt?: number | null
  },
): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE referrals SET version = ?3, state = coalesce(?4, state), delivered_at = coalesce(?5, delivered_at),
         remote_id = coalesce(?6, remote_id), progress = coalesce(?7, progress), released_at = coalesce(?8, released_at)
       WHERE lead_id = ?1 AND partner_id = ?2`,
    )
    .bind(leadId, partnerId, version, state, deliveredAt, remoteId, progress, releasedAt)

import type { LossCause } from '../../contract/silent-loss.ts'
import type { LeadRow } from './leads.ts'

/** A lead that was accepted and is on its way to nobody (C17). */
export interface LossRow extends Pick<LeadRow, 'id' | 'version' | 'location' | 'received_at' | 'held_until'> {
  because: LossCause
  /** REFERRED_WITHOUT_DELIVERY: to whom. */
  partner_id: number | null
}

/**
 * Leads with an id in [from, until) that came in by `receivedBy` and that nothing is under way for (C17): routed, but no
 * referral is live and no job looks for a partner; held, but no look is due; referred, but no job delivers or offers it;
 * closed, but nobody said why. What a person took back (`unreferred`) is a decision, and so is a lead that waits for a person.
 */
export const selectSilentLosses = (
  db: D1Database,
  { from, until, receivedBy, limit }: { from: string; until: string; receivedBy: number; limit: number },
): D1PreparedStatement => db.prepare(lossesSql).bind(from, until, receivedBy, limit)

/** Jobs are few, so that they are read once; the leads are a range of their primary key. */
export const lossesSql = `
  WITH work AS MATERIALIZED (
    SELECT kind, data ->> 'leadId' AS lead_id, data ->> 'leadTypeId' AS lead_type_id, party FROM jobs
    WHERE kind IN ('route-lead', 'deliver-referral', 'offer-referral', 'look-again')),
  judged AS (
    SELECT l.id, l.version, l.location, l.received_at, l.held_until,
      iif(l.location = 'routed'
        AND NOT EXISTS (SELECT 1 FROM referrals r WHERE r.lead_id = l.id
          AND r.state IN ('referred', 'accepted', 'unknown', 'delivered', 'unreferred'))
        AND NOT EXISTS (SELECT 1 FROM work w WHERE w.kind = 'route-lead' AND w.lead_id = l.id), 'ROUTED_TO_NOBODY',
      iif(l.location = 'held'
        AND NOT EXISTS (SELECT 1 FROM looks k WHERE k.lead_type_id = l.lead_type_id)
        AND NOT EXISTS (SELECT 1 FROM work w WHERE w.lead_id = l.id OR w.lead_type_id = l.lead_type_id),
        'HELD_WITHOUT_A_LOOK',
      iif(l.location = 'closed' AND l.closed_because IS NULL AND l.stage IN ('new', 'qualified'),
        'CLOSED_WITHOUT_REASON', NULL))) AS because,
      (SELECT r.partner_id FROM referrals r WHERE r.lead_id = l.id AND r.state = 'referred'
        AND NOT EXISTS (SELECT 1 FROM work w WHERE w.kind IN ('deliver-referral', 'offer-referral') AND w.lead_id = l.id
          AND w.party = r.partner_id) LIMIT 1) AS partner_id
    FROM leads l WHERE l.id >= ?1 AND l.id < ?2 AND l.received_at <= ?3 AND l.is_test = 0)
  SELECT id, version, location, received_at, held_until, partner_id,
    coalesce(because, 'REFERRED_WITHOUT_DELIVERY') AS because
  FROM judged WHERE because IS NOT NULL OR partner_id IS NOT NULL LIMIT ?4`

export const countLeads = (db: D1Database, { from, until }: { from: string; until: string }): D1PreparedStatement =>
  db.prepare('SELECT count(*) AS n FROM leads WHERE id >= ? AND id < ?').bind(from, until)

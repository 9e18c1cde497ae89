import { and, eq, sql } from 'drizzle-orm'
import type { ReferralState } from '../../contract/referral.ts'
import { orm } from '../client.ts'
import { partners, setups } from '../schema/config.ts'
import type { PartnerRow } from './partners.ts'
import type { SetupRow } from './setups.ts'

/** What a simulation reads (C2): the leads of a window, the settings of their types, and where everybody stood. */

/** A lead as it is routed anew; what it says is read apart, and only where somebody asks. */
export interface SimulatedLeadRow {
  id: string
  lead_type_id: number
  received_at: number
  introducer_id: number | null
  outward: string | null
  duplicate_of: string | null
  cost: number
  original_at: number
}

/** Newest first, behind an id. Tests, and leads that were turned away at the door, are left out. */
export function selectLeadsBehind(
  db: D1Database,
  { before, leadTypeId, limit, window }: LeadsBehind,
): D1PreparedStatement {
  const conditions: [sql: string, ...values: (string | number)[]][] = [
    ...(before === null ? [] : [['l.id < ?', before] as [string, string]]),
    ...(leadTypeId === null ? [] : [['l.lead_type_id = ?', leadTypeId] as [string, number]]),
    ...(window === null
      ? []
      : [
          ['l.id >= ?', window.fromId] as [string, string],
          ['l.received_at BETWEEN ? AND ?', window.from, window.until] as [string, number, number],
        ]),
  ]
  return db
    .prepare(
      `SELECT l.id, l.lead_type_id, l.received_at, l.introducer_id, l.outward, l.duplicate_of, l.cost,
         coalesce((SELECT o.received_at FROM leads o WHERE o.id = l.duplicate_of), l.received_at) AS original_at
       FROM leads l WHERE l.is_test = 0 AND l.closed_because IS NULL
       ${conditions.map(([condition]) => `AND ${condition}`).join(' ')} ORDER BY l.id DESC LIMIT ?`,
    )
    .bind(...conditions.flatMap(([, ...values]) => values), limit)
}

export interface LeadsBehind {
  before: string | null
  leadTypeId: number | null
  limit: number
  /** Leads that came in a span of time, both ends included; no id below `fromId` can be of it. */
  window: { fromId: string; from: number; until: number } | null
}

/** What leads say, as JSON. */
export const selectAnswers = (db: D1Database, leadIds: readonly string[]): D1PreparedStatement =>
  db
    .prepare('SELECT l.id, l.fields FROM json_each(?) j CROSS JOIN leads l ON l.id = j.value')
    .bind(JSON.stringify(leadIds))

/** The partners that have a setup for one of these lead types, and others by their ids. */
export const partnersConcerned = (
  db: D1Database,
  { leadTypeIds, partnerIds }: { leadTypeIds: readonly number[]; partnerIds: readonly number[] },
): Promise<PartnerRow[]> =>
  orm(db)
    .select()
    .from(partners)
    .where(
      sql`${partners.id} IN (SELECT value FROM json_each(${JSON.stringify(partnerIds)})
        UNION SELECT partner_id FROM setups WHERE lead_type_id IN (SELECT value FROM json_each(${JSON.stringify(leadTypeIds)})))`,
    )
    .all()

/** The setups of a lead type, behind an id. */
export const setupsOfType = (
  db: D1Database,
  { leadTypeId, after, limit }: { leadTypeId: number; after: number; limit: number },
): Promise<SetupRow[]> =>
  orm(db)
    .select()
    .from(setups)
    .where(and(eq(setups.leadTypeId, leadTypeId), sql`${setups.id} > ${after}`))
    .orderBy(setups.id)
    .limit(limit)
    .all()

/** Where the setups of a lead type stand. */
export interface SimulatedTurnRow {
  cell: number
  rank: number
  setup_id: number
}

export const selectTurnsOfType = (
  db: D1Database,
  { leadTypeId, limit }: { leadTypeId: number; limit: number },
): D1PreparedStatement =>
  db
    .prepare(
      'SELECT cell, rank, setup_id FROM turns WHERE cell >= ?1 * 16777216 AND cell < (?1 + 1) * 16777216 LIMIT ?2',
    )
    .bind(leadTypeId, limit)

/** A real referral, with the turn that it took. */
export interface SimulatedReferralRow {
  lead_id: string
  partner_id: number
  setup_id: number
  lead_type_id: number
  method: string
  state: ReferralState
  price: number
  referred_at: number
  delivered_at: number | null
  cell: number | null
  rank_read: number | null
}

const referralColumns = `r.lead_id, r.partner_id, r.setup_id, r.lead_type_id, r.method, r.state, r.price, r.referred_at,
  r.delivered_at, r.cell, r.rank_read`

/** Where these leads really went. */
export const selectReferralsOfLeads = (db: D1Database, leadIds: readonly string[]): D1PreparedStatement =>
  db
    .prepare(`SELECT ${referralColumns} FROM json_each(?) j CROSS JOIN referrals r ON r.lead_id = j.value`)
    .bind(JSON.stringify(leadIds))

/** What these partners were really referred in a span of time, both ends included. */
export const selectReferralsTo = (
  db: D1Database,
  { partnerIds, from, until, limit }: { partnerIds: readonly number[]; from: number; until: number; limit: number },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT ${referralColumns} FROM json_each(?1) j
       CROSS JOIN referrals r ON r.partner_id = j.value AND r.referred_at BETWEEN ?2 AND ?3 LIMIT ?4`,
    )
    .bind(JSON.stringify(partnerIds), from, until, limit)

/** Those of these setups whose partner had a lead of their type before an instant. */
export const selectServedBefore = (
  db: D1Database,
  { setups, before }: { setups: readonly { id: number; partnerId: number; leadTypeId: number }[]; before: number },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT value ->> 'id' AS id FROM json_each(?1) WHERE EXISTS (SELECT 1 FROM referrals
         WHERE partner_id = value ->> 'partnerId' AND referred_at < ?2 AND lead_type_id = value ->> 'leadTypeId')`,
    )
    .bind(JSON.stringify(setups), before)

export interface SimulatedCountRow {
  partner_id: number
  lead_type_id: number
  day: number
  month: number
  leads: number
}

/** How many leads these partners kept of each day in a span of time, its end not included (F33, D18). */
export const selectCountsOf = (
  db: D1Database,
  { partnerIds, from, until }: { partnerIds: readonly number[]; from: number; until: number },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT r.partner_id, r.lead_type_id, r.day, r.month, count(*) AS leads FROM json_each(?1) j
       CROSS JOIN referrals r ON r.partner_id = j.value AND r.referred_at >= ?2 AND r.referred_at < ?3
       WHERE r.state NOT IN ('rejected', 'duplicate', 'failed')
       GROUP BY r.partner_id, r.lead_type_id, r.day, r.month ORDER BY r.partner_id, r.day`,
    )
    .bind(JSON.stringify(partnerIds), from, until)

/** What a partner could spend without its credit limit; `n` is its last line before that. */
export interface SimulatedMoneyRow {
  party: number
  n: number
  available: number
}

/** Where these partners' money stood before an instant; one that had none is left out. */
export const selectMoneyBefore = (
  db: D1Database,
  { partnerIds, before }: { partnerIds: readonly number[]; before: number },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT t.party, t.n, t.balance - t.held AS available FROM json_each(?1) j CROSS JOIN transfers t
       ON t.party = j.value AND t.n = (SELECT b.n FROM transfers b WHERE b.party = j.value AND b.at < ?2 ORDER BY b.n DESC LIMIT 1)`,
    )
    .bind(JSON.stringify(partnerIds), before)

/** A line that changed what a partner may spend; the prices of referrals apart. */
export interface SimulatedLineRow {
  party: number
  id: string
  at: number
  available: number
}

/** What came to these partners' money and went from it after those lines, up to an instant: payments, releases, … */
export const selectMoneyMoves = (
  db: D1Database,
  { since, until }: { since: readonly { party: number; n: number }[]; until: number },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT t.party, t.id, t.at, t.amount * ((t.credit = 'available') - (t.debit = 'available')) AS available
       FROM json_each(?1) j CROSS JOIN transfers t ON t.party = j.value ->> 'party' AND t.n > j.value ->> 'n'
       WHERE t.at <= ?2 AND t.kind NOT IN ('hold', 'settle') AND t.id NOT LIKE 'refund:%' ORDER BY t.party, t.n`,
    )
    .bind(JSON.stringify(since), until)

/** Leads before an instant that share one of these keys, with whom they were referred to: one row for a key and a lead. */
export interface PersonRow {
  key: string
  lead_id: string
  at: number
  lead_group_id: number
  original_id: string
  original_at: number
  /** JSON: [partner, referred at, 1 where the partner has the person by it] of each referral. */
  referrals: string
}

export const selectPeopleBefore = (
  db: D1Database,
  { keys, before }: { keys: readonly string[]; before: number },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT d.key, d.lead_id, d.at, t.lead_group_id, coalesce(l.duplicate_of, l.id) AS original_id,
         coalesce((SELECT o.received_at FROM leads o WHERE o.id = l.duplicate_of), d.at) AS original_at,
         (SELECT json_group_array(json_array(r.partner_id, r.referred_at,
            r.state NOT IN ('rejected', 'failed') OR r.delivered_at IS NOT NULL))
          FROM referrals r WHERE r.lead_id = d.lead_id) AS referrals
       FROM json_each(?1) k CROSS JOIN dedupe_keys d ON d.key = k.value AND d.at < ?2
       CROSS JOIN leads l ON l.id = d.lead_id AND l.is_test = 0 CROSS JOIN lead_types t ON t.id = l.lead_type_id
       ORDER BY d.at`,
    )
    .bind(JSON.stringify(keys), before)

/** Whom the people behind these keys asked not to be contacted by (D1.22). */
export const selectSuppressions = (db: D1Database, keys: readonly string[]): D1PreparedStatement =>
  db
    .prepare('SELECT s.key, s.partner_id FROM json_each(?) k CROSS JOIN suppressions s ON s.key = k.value')
    .bind(JSON.stringify(keys))

/** Whether anybody is on any list at all. */
export const selectAnySuppression = (db: D1Database): D1PreparedStatement =>
  db.prepare('SELECT EXISTS (SELECT 1 FROM suppressions) AS suppressed')

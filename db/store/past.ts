import { inArray, sql } from 'drizzle-orm'
import type { ReferralState } from '../../contract/referral.ts'
import { orm } from '../client.ts'
import { leadGroups, leadTypes, partners, setups } from '../schema/config.ts'
import type { LeadGroupRow } from './lead-groups.ts'
import type { LeadTypeRow } from './lead-types.ts'
import type { HistoryRecord } from './leads.ts'
import type { PartnerRow } from './partners.ts'
import { type EarlierLeadRow, mostPerKey, type SuppressionRow } from './people.ts'
import type { PricedSetup } from './setups.ts'

/** What time travel reads (C5): settings with what happened to them since, and what was used, paid and kept out when. */

/** One list for any number of ids: D1 takes 100 parameters a statement. */
const listed = (values: readonly (string | number)[]) => sql`(SELECT value FROM json_each(${JSON.stringify(values)}))`

export const partnersById = (db: D1Database, ids: readonly number[]): Promise<PartnerRow[]> =>
  orm(db)
    .select()
    .from(partners)
    .where(inArray(partners.id, listed(ids)))
    .all()

export const leadTypesById = (db: D1Database, ids: readonly number[]): Promise<LeadTypeRow[]> =>
  orm(db)
    .select()
    .from(leadTypes)
    .where(inArray(leadTypes.id, listed(ids)))
    .all()

/** The groups of these lead types. */
export const groupsOfTypes = (db: D1Database, typeIds: readonly number[]): Promise<LeadGroupRow[]> =>
  orm(db)
    .select()
    .from(leadGroups)
    .where(sql`${leadGroups.id} IN (SELECT lead_group_id FROM lead_types WHERE id IN ${listed(typeIds)})`)
    .all()

export interface PlacedSetup extends PricedSetup {
  /** Codes of worker/domain/places, as a JSON list. */
  places: string
}

/** The setups of these partners for these lead types, with all their places. */
export const setupsBetween = (
  db: D1Database,
  { partnerIds, leadTypeIds }: { partnerIds: readonly number[]; leadTypeIds: readonly number[] },
): Promise<PlacedSetup[]> =>
  orm(db)
    .select({
      setup: setups,
      defaultPrice: sql<number>`(SELECT default_price FROM lead_types WHERE id = ${setups.leadTypeId})`,
      nationalPrice: sql<number | null>`(SELECT national_price FROM lead_types WHERE id = ${setups.leadTypeId})`,
      places: sql<string>`(SELECT json_group_array(place) FROM (
        SELECT place FROM setup_places p WHERE p.setup_id = ${setups.id} ORDER BY place))`,
    })
    .from(setups)
    .where(sql`${setups.partnerId} IN ${listed(partnerIds)} AND ${setups.leadTypeId} IN ${listed(leadTypeIds)}`)
    .all()

export type PastHistoryRow = Omit<HistoryRecord, 'raw'>

/**
 * What happened to these things after a moment, oldest first, and before it the row of the version that they had then: it
 * tells a thing that nothing happened to from one whose changes left no trace.
 */
export const selectHistorySince = (
  db: D1Database,
  { ids, since }: { ids: readonly string[]; since: number },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT h.id, h.version, h.event, h.actor, h.at, h.data
       FROM (SELECT value AS id, coalesce((SELECT max(version) FROM history WHERE id = value AND at <= ?2), 0) AS then_version
         FROM json_each(?1)) AS j
       CROSS JOIN history h ON h.id = j.id AND h.version >= j.then_version ORDER BY h.id, h.version`,
    )
    .bind(JSON.stringify(ids), since)

export interface PastReferralRow {
  lead_id: string
  partner_id: number
  lead_type_id: number
  referred_at: number
  /** What became of it, if that may have given its cap back, and when: `returned` does by a preference only. */
  left_as: string | null
  left_at: number | null
}

const referralIdSql = "'ref_' || substr(r.lead_id, 6, 28) || printf('%08x', r.partner_id)"

/** The referrals of these partners in a span of time, oldest first, with when they gave back what they used (D18). */
export const selectPastReferrals = (
  db: D1Database,
  { partnerIds, from, until }: { partnerIds: readonly number[]; from: number; until: number },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT r.lead_id, r.partner_id, r.lead_type_id, r.referred_at, left_as,
         (SELECT min(h.at) FROM history h WHERE h.id = ${referralIdSql} AND h.data ->> 'state' = left_as) AS left_at
       FROM (SELECT lead_id, partner_id, lead_type_id, referred_at,
           iif(state IN ('rejected', 'duplicate', 'failed', 'returned'), state, NULL) AS left_as
         FROM json_each(?1) AS j CROSS JOIN referrals ON partner_id = j.value
         WHERE referred_at BETWEEN ?2 AND ?3) AS r
       ORDER BY r.referred_at`,
    )
    .bind(JSON.stringify(partnerIds), from, until)

export interface PastLineRow {
  party: number
  n: number
  id: string
  at: number
  amount: number
  balance: number
  held: number
}

/**
 * The lines of these partners' statements that decide what they had at any moment of a span: the last ones before it
 * and all inside. Lines have numbers without gaps and go forward in time, so that the first is found by halving, in some
 * twenty reads of a statement of a million lines.
 */
export const selectPastLines = (
  db: D1Database,
  { partnerIds, from, until }: { partnerIds: readonly number[]; from: number; until: number },
): D1PreparedStatement =>
  db
    .prepare(
      `WITH RECURSIVE halving (party, moment, low, high) AS (
         SELECT p.value, m.value, 0, coalesce((SELECT max(n) FROM transfers WHERE party = p.value), 0)
         FROM json_each(?1) p CROSS JOIN json_each(?2) m
         UNION ALL
         SELECT h.party, h.moment, iif(t.at <= h.moment, t.n, h.low), iif(t.at <= h.moment, h.high, t.n - 1)
         FROM halving h CROSS JOIN transfers t ON t.party = h.party AND t.n = (h.low + h.high + 1) / 2
         WHERE h.low < h.high)
       SELECT t.party, t.n, t.id, t.at, t.amount, t.balance, t.held
       FROM (SELECT party, min(low) AS first, max(low) AS last FROM halving WHERE low = high GROUP BY party) AS e
       CROSS JOIN transfers t ON t.party = e.party AND t.n > e.first - ${linesBefore} AND t.n <= e.last
       ORDER BY t.party, t.n`,
    )
    .bind(JSON.stringify(partnerIds), JSON.stringify([from, until]))

/** Enough for all lines of one millisecond: what a decision itself wrote has to be told from what was there. */
const linesBefore = 32

export interface BreakerRow {
  partner_id: number
  at: number
  breaker_until: number
}

/** Every move of these partners' breakers by a delivery, in the order of the commits. */
export const selectBreakerMoments = (
  db: D1Database,
  { partnerIds }: { partnerIds: readonly number[] },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT b.partner_id, b.at, b.breaker_until FROM json_each(?1) AS j
       CROSS JOIN breaker_moments b ON b.partner_id = j.value ORDER BY b.partner_id, b.n`,
    )
    .bind(JSON.stringify(partnerIds))

/** When settings closed these partners' breakers: a new address, a resume. `partnerIds` as history has them. */
export const selectBreakerResets = (
  db: D1Database,
  { partnerIds }: { partnerIds: readonly string[] },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT h.id, h.at FROM json_each(?1) AS j CROSS JOIN history h ON h.id = j.value
       WHERE json_type(h.data, '$.changed.deliveryHealth') IS NOT NULL ORDER BY h.id, h.version`,
    )
    .bind(JSON.stringify(partnerIds))

/** A lead at a moment; `keys`: what identifies its person (db/store/people.ts). */
export interface LeadMoment {
  leadId: string
  at: number
  keys: readonly string[]
}

/** `moment` is the position in the list of moments that was asked for. */
export interface ReferralThenRow {
  moment: number
  partner_id: number
  referred_at: number
  /** What it was at the moment (D18). */
  state: ReferralState
}

/** What a referral was at `m.at`, from its own history; one that nothing had happened to was still on its way. */
const stateThenSql = `coalesce((SELECT h.data ->> 'state' FROM history h
  WHERE h.id = ${referralIdSql} AND h.at <= m.at AND h.data ->> 'state' IS NOT NULL ORDER BY h.version DESC LIMIT 1), 'referred')`

const momentsSql = `WITH moments AS MATERIALIZED (
  SELECT key AS moment, value ->> 'leadId' AS lead_id, value ->> 'at' AS at, value -> 'keys' AS keys FROM json_each(?1))`

/** The referrals that leads had at moments. */
export const selectReferralsThen = (db: D1Database, moments: readonly LeadMoment[]): D1PreparedStatement =>
  db
    .prepare(
      `${momentsSql}
       SELECT m.moment, r.partner_id, r.referred_at, ${stateThenSql} AS state
       FROM moments m CROSS JOIN referrals r ON r.lead_id = m.lead_id
       WHERE r.referred_at <= m.at ORDER BY m.moment, r.referred_at, r.partner_id`,
    )
    .bind(JSON.stringify(moments))

/** The whole history of these things, oldest first, without the traces of decisions unless they are asked for. */
export const selectOwnHistory = (
  db: D1Database,
  ids: readonly string[],
  { withTraces }: { withTraces: boolean },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT h.id, h.version, h.event, h.actor, h.at, ${withTraces ? 'h.data' : "json_remove(h.data, '$.trace') AS data"}
       FROM json_each(?1) AS j CROSS JOIN history h ON h.id = j.value ORDER BY h.id, h.version`,
    )
    .bind(JSON.stringify(ids))

export interface EarlierThenRow extends EarlierLeadRow {
  moment: number
}

export interface SuppressedThenRow extends SuppressionRow {
  moment: number
}

/**
 * What was known of people at moments: db/store/people.ts as it would have answered then. Two statements, for the rows
 * of `personFacts`. Who was taken off a suppression list later stood on it then: history keeps since when.
 */
export const selectPersonsThen = (
  db: D1Database,
  moments: readonly LeadMoment[],
): [D1PreparedStatement, D1PreparedStatement] => [
  db
    .prepare(
      `${momentsSql}, found AS MATERIALIZED (
         SELECT DISTINCT m.moment, d.lead_id, d.at FROM moments m CROSS JOIN json_each(m.keys) k
         CROSS JOIN dedupe_keys d ON d.key = k.value AND d.at <= m.at AND d.at >= coalesce((
           SELECT n.at FROM dedupe_keys n WHERE n.key = k.value AND n.at <= m.at
           ORDER BY n.at DESC LIMIT 1 OFFSET ${mostPerKey - 1}), 0)
         WHERE d.lead_id <> m.lead_id)
       SELECT f.moment, f.lead_id, f.at, t.lead_group_id, coalesce(l.duplicate_of, l.id) AS original_id,
         coalesce((SELECT o.received_at FROM leads o WHERE o.id = l.duplicate_of), f.at) AS original_at,
         (SELECT json_group_array(d.key) FROM json_each(m.keys) k CROSS JOIN dedupe_keys d
           ON d.key = k.value AND d.at = f.at AND d.lead_id = f.lead_id) AS keys,
         (SELECT json_group_array(json_array(r.partner_id, ${stateThenSql}, r.referred_at,
             iif(r.delivered_at <= m.at, r.delivered_at, NULL)))
           FROM referrals r WHERE r.lead_id = f.lead_id AND r.referred_at <= m.at) AS referrals
       FROM found f CROSS JOIN moments m ON m.moment = f.moment
       CROSS JOIN leads l ON l.id = f.lead_id AND l.is_test = 0 CROSS JOIN lead_types t ON t.id = l.lead_type_id`,
    )
    .bind(JSON.stringify(moments)),
  db
    .prepare(
      `${momentsSql}
       SELECT DISTINCT m.moment, s.partner_id FROM moments m CROSS JOIN json_each(m.keys) k
       CROSS JOIN suppressions s ON s.key = k.value WHERE s.at <= m.at
       UNION
       SELECT m.moment, coalesce(nullif(substr(h.id, 14), ''), '0') + 0 FROM history h
       CROSS JOIN json_each(h.data, '$.keys') x CROSS JOIN moments m
       WHERE h.id >= 'suppressions' AND h.id < 'suppressiont' AND h.event = 'suppressions.removed' AND h.at > m.at
         AND h.data ->> ('$.since[' || x.key || ']') <= m.at AND x.value IN (SELECT value FROM json_each(m.keys))`,
    )
    .bind(JSON.stringify(moments)),
]

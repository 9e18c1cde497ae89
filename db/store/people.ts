import { minuteMs } from '../../contract/time.ts'
import { must } from '../commit.ts'

/** How many of the newest leads are read for one key: a firm's name may stand on thousands. */
export const mostPerKey = 50

/** An earlier lead with the keys that it shares with the one in hand, and its referrals. */
export interface EarlierLeadRow {
  lead_id: string
  at: number
  lead_group_id: number
  original_id: string
  original_at: number
  /** JSON: the shared keys. */
  keys: string
  /** JSON: [partner, state, referred at, delivered at] of each referral. */
  referrals: string
}

/** A list on which one of the keys stands: a partner's, or everybody's (0). */
export interface SuppressionRow {
  partner_id: number
}

/**
 * All that is known of the person behind a lead, by its keys (D11, D1.20, D1.22): the newest earlier leads of each key,
 * and the suppression lists. Two statements for a batch, which for a stranger find nothing in the indexes that they look
 * into. The lead itself is left out; test leads and leads that were not accepted have no keys on file.
 */
export const selectPerson = (
  db: D1Database,
  { leadId, keys }: { leadId: string; keys: readonly string[] },
): [D1PreparedStatement, D1PreparedStatement] => [
  db.prepare(earlierLeadsSql).bind(JSON.stringify(keys), leadId),
  db.prepare(suppressionsSql).bind(JSON.stringify(keys)),
]

/** The newest rows of a key begin where the fiftieth is; each key is one range of the primary key. */
export const earlierLeadsSql = `
  WITH found AS MATERIALIZED (
    SELECT DISTINCT d.lead_id, d.at FROM json_each(?1) k CROSS JOIN dedupe_keys d ON d.key = k.value AND d.at >= coalesce(
      (SELECT n.at FROM dedupe_keys n WHERE n.key = k.value ORDER BY n.at DESC LIMIT 1 OFFSET ${mostPerKey - 1}), 0)
    WHERE d.lead_id <> ?2)
  SELECT f.lead_id, f.at, t.lead_group_id, coalesce(l.duplicate_of, l.id) AS original_id,
    coalesce((SELECT o.received_at FROM leads o WHERE o.id = l.duplicate_of), f.at) AS original_at,
    (SELECT json_group_array(d.key) FROM json_each(?1) k CROSS JOIN dedupe_keys d
      ON d.key = k.value AND d.at = f.at AND d.lead_id = f.lead_id) AS keys,
    (SELECT json_group_array(json_array(r.partner_id, r.state, r.referred_at, r.delivered_at))
      FROM referrals r WHERE r.lead_id = f.lead_id) AS referrals
  FROM found f CROSS JOIN leads l ON l.id = f.lead_id CROSS JOIN lead_types t ON t.id = l.lead_type_id`

export const suppressionsSql = `
  SELECT DISTINCT s.partner_id FROM json_each(?1) k CROSS JOIN suppressions s ON s.key = k.value`

/** What was known of a person when it was decided about a lead of theirs. */
export interface Known {
  leadId: string
  keys: readonly string[]
  /** The earlier leads that were read. */
  known: readonly string[]
  now: number
}

/**
 * Stops the batch with DUPLICATE_RACE when another lead with one of these keys was committed since `known` was read
 * (D11): both had found nobody, and whichever commits second must look again. It stands before the lead's own keys are
 * written. Only a commit of the last minutes can have been missed, so that a few rows are read however often the person
 * was here before.
 */
export const mustBeNoNewer = (db: D1Database, about: Known): D1PreparedStatement =>
  must(db, { ok: `SELECT NOT EXISTS (SELECT 1 ${fromNewer})`, word: 'DUPLICATE_RACE', params: newerParams(about) })

/**
 * The same where only partners are at stake: stops the batch when such a lead went to one of `partnerIds` that wants no
 * second lead of a person (D1.20), or to any of them where the leads of a person count as one (`once`, D1.19).
 */
export const mustBeNewToPartners = (
  db: D1Database,
  { partnerIds, once, ...about }: Known & { partnerIds: readonly number[]; once: boolean },
): D1PreparedStatement =>
  must(db, {
    ok: `SELECT NOT EXISTS (SELECT 1 ${fromNewer}
      AND EXISTS (SELECT 1 FROM json_each(?) w CROSS JOIN referrals r ON r.lead_id = d.lead_id AND r.partner_id = w.value
        CROSS JOIN partners p ON p.id = r.partner_id AND (p.repeat_days > 0 OR ?)))`,
    word: 'DUPLICATE_RACE',
    params: [...newerParams(about), JSON.stringify(partnerIds), once ? 1 : 0],
  })

/** Of a key that many leads share (a firm's) no more than selectPerson reads: older ones were left out on purpose. */
const fromNewer = `FROM json_each(?) k CROSS JOIN dedupe_keys d ON d.key = k.value AND d.at >= coalesce(
    (SELECT n.at FROM dedupe_keys n WHERE n.key = k.value AND n.at >= ? ORDER BY n.at DESC LIMIT 1 OFFSET ${mostPerKey - 1}), ?)
  WHERE d.lead_id <> ? AND d.lead_id NOT IN (SELECT value FROM json_each(?))`

const newerParams = ({ keys, now, leadId, known }: Known): unknown[] => [
  JSON.stringify(keys),
  now - longestInFlightMs,
  now - longestInFlightMs,
  leadId,
  JSON.stringify(known),
]

/** The leads that are tied to a first one, newest first. */
export const selectDuplicates = (db: D1Database, leadId: string): D1PreparedStatement =>
  db.prepare('SELECT id FROM leads WHERE duplicate_of = ? ORDER BY id DESC LIMIT 50').bind(leadId)

/** Writes the answers of a lead anew, and where they say that it is. Its history row, the lock, says what they were. */
export const updateLeadContact = (
  db: D1Database,
  {
    id,
    version,
    fields,
    outward,
    postcodeQuality,
  }: { id: string; version: number; fields: string; outward: string | null; postcodeQuality: string | null },
): D1PreparedStatement =>
  db
    .prepare('UPDATE leads SET version = ?2, fields = ?3, outward = ?4, postcode_quality = ?5 WHERE id = ?1')
    .bind(id, version, fields, outward, postcodeQuality)

/** No request is on its way for longer, and no two clocks are further apart. */
const longestInFlightMs = 10 * minuteMs

import type { StageKind } from '../../contract/stage.ts'
import { must } from '../commit.ts'

export interface LeadRow {
  id: string
  version: number
  lead_type_id: number
  introducer_id: number | null
  key_id: number | null
  channel: string
  received_at: number
  location: 'held' | 'pending' | 'queue' | 'assigned' | 'routed' | 'returned' | 'closed'
  stage: StageKind
  postcode_quality: string | null
  /** Its outward code: where it is, whatever its fields are called later. */
  outward: string | null
  fields: string
  page_url: string | null
  submission_hash: string
  /** The first lead of the same person (D11). */
  duplicate_of: string | null
  /** Why it was closed as it came in: DUPLICATE, SUPPRESSED, TEST. */
  closed_because: string | null
  /** Until when it waits for a partner (D21). */
  held_until: number | null
  /** Since when it waits for a person, because no partner took it (D21). */
  unreferred_at: number | null
  is_test: number
  /** The broker's own name for its stage (F67). */
  stage_id: number
  archived_at: number | null
  /** What its introducer is owed for it when it is accepted, in minor units; frozen as it came in. */
  cost: number
  /** The shares of its value that its introducer is owed, as JSON (contract/introducer-terms.ts); null: none. */
  value_shares: string | null
}

export const insertLead = (db: D1Database, row: LeadRow): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO leads (id, version, lead_type_id, introducer_id, key_id, channel, received_at, location, stage,
         postcode_quality, outward, fields, page_url, submission_hash, duplicate_of, closed_because, held_until,
         unreferred_at, is_test, stage_id, cost, value_shares)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      row.id,
      row.version,
      row.lead_type_id,
      row.introducer_id,
      row.key_id,
      row.channel,
      row.received_at,
      row.location,
      row.stage,
      row.postcode_quality,
      row.outward,
      row.fields,
      row.page_url,
      row.submission_hash,
      row.duplicate_of,
      row.closed_because,
      row.held_until,
      row.unreferred_at,
      row.is_test,
      row.stage_id,
      row.cost,
      row.value_shares,
    )

export const insertDedupeKeys = (
  db: D1Database,
  { leadId, at, keys }: { leadId: string; at: number; keys: readonly string[] },
): D1PreparedStatement =>
  db
    .prepare('INSERT INTO dedupe_keys (key, at, lead_id) SELECT DISTINCT value, ?2, ?1 FROM json_each(?3)')
    .bind(leadId, at, JSON.stringify(keys))

/** How a lead was captured: what its receipt said. */
export interface CaptureRow extends Pick<LeadRow, 'received_at' | 'location' | 'submission_hash' | 'closed_because'> {
  referrals: number
}

export const selectCapture = (db: D1Database, id: string): D1PreparedStatement =>
  db
    .prepare(
      `SELECT l.received_at, l.submission_hash, h.data ->> 'location' AS location, h.data ->> 'referrals' AS referrals,
         h.data ->> 'closedBecause' AS closed_because
       FROM leads l JOIN history h ON h.id = l.id AND h.version = 1 WHERE l.id = ?`,
    )
    .bind(id)

/** Moves a lead. What it waited for ends with the move, unless it goes on waiting. */
export const updateLeadLocation = (
  db: D1Database,
  {
    id,
    version,
    location,
    heldUntil = null,
    unreferredAt = null,
  }: Pick<LeadRow, 'id' | 'version' | 'location'> & { heldUntil?: number | null; unreferredAt?: number | null },
): D1PreparedStatement =>
  db
    .prepare('UPDATE leads SET version = ?2, location = ?3, held_until = ?4, unreferred_at = ?5 WHERE id = ?1')
    .bind(id, version, location, heldUntil, unreferredAt)

/** Leads of a type that wait for a partner, oldest first, behind an id. */
export const selectHeldLeads = (
  db: D1Database,
  { leadTypeId, after, limit }: { leadTypeId: number; after: string; limit: number },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT id, outward, held_until FROM leads WHERE location = 'held' AND lead_type_id = ?1 AND id > ?2
       ORDER BY id LIMIT ?3`,
    )
    .bind(leadTypeId, after, limit)

/** A change of a lead that moves nothing of it: what was done about it is in its history. */
export const raiseLead = (db: D1Database, { id, version }: Pick<LeadRow, 'id' | 'version'>): D1PreparedStatement =>
  db.prepare('UPDATE leads SET version = ?2 WHERE id = ?1').bind(id, version)

/** Stops the batch with LEAD_CLOSED when the lead is closed. */
export const leadMustBeOpen = (db: D1Database, id: string): D1PreparedStatement =>
  must(db, {
    ok: "SELECT EXISTS (SELECT 1 FROM leads WHERE id = ? AND location <> 'closed')",
    word: 'LEAD_CLOSED',
    params: [id],
  })

export const selectLead = (db: D1Database, id: string): D1PreparedStatement =>
  db.prepare('SELECT * FROM leads WHERE id = ?').bind(id)

/** What a list of leads may be narrowed down to; a filter applies when it is not null. */
export interface LeadFilter {
  before: string | null
  leadTypeId: number | null
  location: LeadRow['location'] | null
  introducerId: number | null
  stage: StageKind | null
  /** true: what was put away and nothing else. */
  archived: boolean
  limit: number
}

/** Leads, newest first, behind an id. Only the filters that are given are asked for: each combination has its plan. */
export const selectLeads = (db: D1Database, filter: LeadFilter): D1PreparedStatement => {
  const { sql, params } = leadsQuery(filter)
  return db.prepare(sql).bind(...params)
}

/** The query and its parameters, for the test of its plans. */
export function leadsQuery({ before, leadTypeId, location, introducerId, stage, archived, limit }: LeadFilter) {
  const conditions: [condition: string, value: string | number | null][] = [
    ['l.id < ?', before],
    ['l.lead_type_id = ?', leadTypeId],
    ['l.location = ?', location],
    ['l.introducer_id = ?', introducerId],
    ['l.stage = ?', stage],
  ]
  const given = conditions.filter(([, value]) => value !== null)
  // Only constants let SQLite see that a partial index will do.
  const constant = [
    `l.archived_at IS ${archived ? 'NOT ' : ''}NULL`,
    ...(location === 'held' ? ["l.location = 'held'"] : []),
    ...(stage !== null && stage !== 'new' ? ["l.stage <> 'new'"] : []),
  ]
  const where = [...constant, ...given.map(([condition]) => condition)].join(' AND ')
  return {
    sql: `SELECT l.*, t.name AS type_name, s.label AS stage_label, s.point AS stage_point
      FROM leads l CROSS JOIN lead_types t ON t.id = l.lead_type_id CROSS JOIN stages s ON s.id = l.stage_id
      WHERE ${where} ORDER BY l.id DESC LIMIT ?`,
    params: [...given.map(([, value]) => value), limit],
  }
}

export interface HistoryRecord {
  id: string
  version: number
  event: string
  actor: string
  at: number
  data: string | null
  raw: string | null
}

/** The history of a lead, of all its referrals and of what automations did with it, oldest first. */
export const selectTimeline = (db: D1Database, leadId: string): D1PreparedStatement => {
  const uuid = leadId.slice(5, -8)
  return db
    .prepare(
      `SELECT id, version, event, actor, at, data FROM (
         SELECT id, version, event, actor, at, data FROM history WHERE id = ?1
         UNION ALL
         SELECT id, version, event, actor, at, data FROM history WHERE id BETWEEN ?2 AND ?3
         UNION ALL
         SELECT id, version, event, actor, at, data FROM history WHERE id BETWEEN ?4 AND ?5)
       ORDER BY at, id, version`,
    )
    .bind(leadId, `ref_${uuid}00000000`, `ref_${uuid}ffffffff`, `run_${uuid}00000000`, `run_${uuid}ffffffff`)
}

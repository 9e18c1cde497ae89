export interface LeadRow {
  id: string
  version: number
  lead_type_id: number
  introducer_id: number | null
  key_id: number | null
  channel: string
  received_at: number
  location: 'held' | 'pending' | 'queue' | 'assigned' | 'routed' | 'returned' | 'closed'
  stage: string
  postcode_quality: string | null
  /** Its outward code: where it is, whatever its fields are called later. */
  outward: string | null
  fields: string
  page_url: string | null
  submission_hash: string
}

export const insertLead = (db: D1Database, row: LeadRow): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO leads (id, version, lead_type_id, introducer_id, key_id, channel, received_at, location, stage,
         postcode_quality, outward, fields, page_url, submission_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
    )

export const insertDedupeKeys = (
  db: D1Database,
  { leadId, at, keys }: { leadId: string; at: number; keys: readonly string[] },
): D1PreparedStatement =>
  db
    .prepare('INSERT INTO dedupe_keys (key, at, lead_id) SELECT DISTINCT value, ?2, ?1 FROM json_each(?3)')
    .bind(leadId, at, JSON.stringify(keys))

/** How a lead was captured: what its receipt said. */
export interface CaptureRow extends Pick<LeadRow, 'received_at' | 'location' | 'submission_hash'> {
  referrals: number
}

export const selectCapture = (db: D1Database, id: string): D1PreparedStatement =>
  db
    .prepare(
      `SELECT l.received_at, l.submission_hash, h.data ->> 'location' AS location, h.data ->> 'referrals' AS referrals
       FROM leads l JOIN history h ON h.id = l.id AND h.version = 1 WHERE l.id = ?`,
    )
    .bind(id)

export const updateLeadLocation = (
  db: D1Database,
  { id, version, location }: Pick<LeadRow, 'id' | 'version' | 'location'>,
): D1PreparedStatement =>
  db.prepare('UPDATE leads SET version = ?2, location = ?3 WHERE id = ?1').bind(id, version, location)

export const selectLead = (db: D1Database, id: string): D1PreparedStatement =>
  db.prepare('SELECT * FROM leads WHERE id = ?').bind(id)

/** What a list of leads may be narrowed down to; a filter applies when it is not null. */
export interface LeadFilter {
  before: string | null
  leadTypeId: number | null
  location: LeadRow['location'] | null
  introducerId: number | null
  limit: number
}

/** Leads, newest first, behind an id. Only the filters that are given are asked for: each combination has its plan. */
export const selectLeads = (db: D1Database, filter: LeadFilter): D1PreparedStatement => {
  const { sql, params } = leadsQuery(filter)
  return db.prepare(sql).bind(...params)
}

/** The query and its parameters, for the test of its plans. */
export function leadsQuery({ before, leadTypeId, location, introducerId, limit }: LeadFilter) {
  const conditions: [condition: string, value: string | number | null][] = [
    ['l.id < ?', before],
    ['l.lead_type_id = ?', leadTypeId],
    ['l.location = ?', location],
    ['l.introducer_id = ?', introducerId],
  ]
  const given = conditions.filter(([, value]) => value !== null)
  // Only a constant lets SQLite see that the partial index on held leads will do.
  const held = location === 'held' ? ["l.location = 'held'"] : []
  const where = [...held, ...given.map(([condition]) => condition)].join(' AND ')
  return {
    sql: `SELECT l.*, t.name AS type_name FROM leads l CROSS JOIN lead_types t ON t.id = l.lead_type_id
      ${where === '' ? '' : `WHERE ${where}`} ORDER BY l.id DESC LIMIT ?`,
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

/** The history of a lead and of all its referrals, oldest first. */
export const selectTimeline = (db: D1Database, leadId: string): D1PreparedStatement => {
  const uuid = leadId.slice(5, -8)
  return db
    .prepare(
      `SELECT id, version, event, actor, at, data FROM (
         SELECT id, version, event, actor, at, data FROM history WHERE id = ?1
         UNION ALL
         SELECT id, version, event, actor, at, data FROM history WHERE id BETWEEN ?2 AND ?3)
       ORDER BY at, id, version`,
    )
    .bind(leadId, `ref_${uuid}00000000`, `ref_${uuid}ffffffff`)
}

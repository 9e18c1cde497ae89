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
  fields: string
  page_url: string | null
  submission_hash: string
}

export const insertLead = (db: D1Database, row: LeadRow): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO leads (id, version, lead_type_id, introducer_id, key_id, channel, received_at, location, stage,
         postcode_quality, fields, page_url, submission_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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

export const updateLeadLocation = (
  db: D1Database,
  { id, version, location }: Pick<LeadRow, 'id' | 'version' | 'location'>,
): D1PreparedStatement =>
  db.prepare('UPDATE leads SET version = ?2, location = ?3 WHERE id = ?1').bind(id, version, location)

export const selectLead = (db: D1Database, id: string): D1PreparedStatement =>
  db.prepare('SELECT * FROM leads WHERE id = ?').bind(id)

/** Leads, newest first, behind an id; each filter applies when it is not null. */
export const selectLeads = (
  db: D1Database,
  filter: {
    before: string | null
    leadTypeId: number | null
    location: string | null
    introducerId: number | null
    limit: number
  },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT l.*, t.name AS type_name FROM leads l CROSS JOIN lead_types t ON t.id = l.lead_type_id
       WHERE l.id < ?1 AND (?2 IS NULL OR l.lead_type_id = ?2) AND (?3 IS NULL OR l.location = ?3)
         AND (?4 IS NULL OR l.introducer_id = ?4) ORDER BY l.id DESC LIMIT ?5`,
    )
    .bind(filter.before ?? 'lead_~', filter.leadTypeId, filter.location, filter.introducerId, filter.limit)

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

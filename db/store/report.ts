import type { ReportRow } from './eligibility.ts'
import { factColumns } from './turns.ts'

/** A partner and a lead type in the report. `covering`: which of the setup's places contain the lead, as a JSON list. */
export interface PairRow extends ReportRow {
  lead_type_id: number
  covering: string
}

/** Behind which pair a page starts: they go by partner, then by lead type. */
export interface PairPosition {
  partnerId: number
  leadTypeId: number
}

export interface PairFilter {
  /** null: every partner that buys or has a setup. */
  partnerId: number | null
  /** null: every lead type that is in use. */
  leadTypeId: number | null
  after: PairPosition
  limit: number
}

/** Partners × lead types with the facts that routing reads, and how they cover the places that contain the lead. */
export function selectReportPairs(
  db: D1Database,
  { places, ...filter }: PairFilter & { places: readonly number[] },
): D1PreparedStatement {
  const { where, params } = conditions(filter, { onlyBuyers: true })
  return db
    .prepare(
      `SELECT NULL AS cell, NULL AS band, NULL AS rank, t.id AS lead_type_id, s.id AS setup_id, ${factColumns},
         EXISTS (SELECT 1 FROM setup_places WHERE setup_id = s.id AND place = 0) AS all_areas,
         (SELECT count(*) FROM setup_places WHERE setup_id = s.id) AS place_count,
         EXISTS (${covering}) AS covers_lead,
         (SELECT json_group_array(place) FROM (${covering} ORDER BY place)) AS covering
       ${pairs} LEFT JOIN partner_counts k ON k.partner_id = p.id
       WHERE ${where} ORDER BY p.id, t.id LIMIT ?2`,
    )
    .bind(JSON.stringify(places), filter.limit, ...params)
}

/** The same pairs, ids only and whoever buys today: who bought at a moment is told by the settings of that moment. */
export function selectPairs(
  db: D1Database,
  { onlyWithSetup = false, ...filter }: PairFilter & { onlyWithSetup?: boolean },
): D1PreparedStatement {
  const { where, params } = conditions(filter, { onlyBuyers: false })
  return db
    .prepare(`SELECT p.id AS partner_id, t.id AS lead_type_id ${pairs}
       WHERE ${where}${onlyWithSetup ? ' AND s.id IS NOT NULL' : ''} ORDER BY p.id, t.id LIMIT ?2`)
    .bind(null, filter.limit, ...params)
}

const pairs =
  'FROM partners p CROSS JOIN lead_types t LEFT JOIN setups s ON s.partner_id = p.id AND s.lead_type_id = t.id'

const covering =
  'SELECT place FROM setup_places WHERE setup_id = s.id AND place IN (SELECT value FROM json_each(?1) UNION ALL SELECT 0)'

/** Only what is asked for: each combination has its plan. ?1 and ?2 are taken. */
function conditions({ partnerId, leadTypeId, after }: PairFilter, { onlyBuyers }: { onlyBuyers: boolean }) {
  const params: number[] = [after.partnerId, after.leadTypeId]
  const bind = (value: number): string => `?${params.push(value) + 2}`
  const clauses = [
    'p.id >= ?3 AND (p.id > ?3 OR t.id > ?4)',
    ...(partnerId === null ? [] : [`p.id = ${bind(partnerId)}`]),
    ...(partnerId === null && onlyBuyers ? ['(p.buys = 1 OR s.id IS NOT NULL)'] : []),
    ...(leadTypeId !== null ? [`t.id = ${bind(leadTypeId)}`] : onlyBuyers ? ['t.archived_at IS NULL'] : []),
  ]
  return { where: clauses.join(' AND '), params }
}

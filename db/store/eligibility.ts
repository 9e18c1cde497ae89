import { type CandidateRow, factColumns } from './turns.ts'

/** A partner's row for the Partner Eligibility Report: setup_id and what belongs to it are null without a setup. */
export interface ReportRow extends Omit<CandidateRow, 'setup_id' | 'setup_version'> {
  setup_id: number | null
  setup_version: number | null
  all_areas: number
  place_count: number
  covers_lead: number
}

/**
 * Partners with their facts for one lead type, in the order of their ids, behind `after`. `places` are the codes that
 * contain the lead (none: no lead). With `only`, one partner; otherwise those that buy, have a setup, or both.
 */
export const selectReportRows = (
  db: D1Database,
  {
    leadTypeId,
    places,
    after,
    limit,
    only,
  }: {
    leadTypeId: number
    places: readonly number[]
    after: number
    limit: number
    only: number | null
  },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT NULL AS cell, NULL AS band, NULL AS rank, s.id AS setup_id, ${factColumns},
         EXISTS (SELECT 1 FROM setup_places WHERE setup_id = s.id AND place = 0) AS all_areas,
         (SELECT count(*) FROM setup_places WHERE setup_id = s.id) AS place_count,
         EXISTS (SELECT 1 FROM setup_places WHERE setup_id = s.id
           AND place IN (SELECT value FROM json_each(?2) UNION ALL SELECT 0)) AS covers_lead
       FROM partners p
       LEFT JOIN setups s ON s.partner_id = p.id AND s.lead_type_id = ?1
       LEFT JOIN partner_counts k ON k.partner_id = p.id
       WHERE p.id > ?3 AND (?4 IS NULL OR p.id = ?4) AND (?4 IS NOT NULL OR p.buys = 1 OR s.id IS NOT NULL)
       ORDER BY p.id LIMIT ?5`,
    )
    .bind(leadTypeId, JSON.stringify(places), after, only, limit)

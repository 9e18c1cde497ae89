import type * as v from 'valibot'
import { formatId } from '../../../contract/id.ts'
import type { eventSchema, leadSchema, leadSummarySchema } from '../../../contract/lead.ts'
import type { NewPoint } from '../../../contract/stage.ts'
import { toIso, toIsoOrNull } from '../../../contract/time.ts'
import { type HistoryRecord, type LeadRow, selectTimeline } from '../../../db/store/leads.ts'
import { selectDuplicates } from '../../../db/store/people.ts'
import { type ListedReferral, subLeadColumn } from '../../../db/store/referrals.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { referralView } from '../referrals/referral-view.ts'
import { traceIn } from '../routing/kept-trace.ts'
import { toLeadStage } from '../stages/stage-view.ts'

/** A lead with its referrals, its timeline and the trace of its last routing (C1). Problems: NOT_FOUND. */
export async function readLead(ctx: Ctx, leadId: string): Promise<v.InferOutput<typeof leadSchema>> {
  requireAdmin(ctx.actor)
  const [leads, referrals, timeline, duplicates] = (
    await ctx.db.batch<Record<string, unknown>>([
      selectLeadNamed(ctx.db, leadId),
      ctx.db
        .prepare(
          `SELECT r.*, ${subLeadColumn}, p.name AS partner_name FROM referrals r JOIN partners p ON p.id = r.partner_id
           WHERE r.lead_id = ? ORDER BY r.referred_at, r.partner_id`,
        )
        .bind(leadId),
      selectTimeline(ctx.db, leadId),
      selectDuplicates(ctx.db, leadId),
    ])
  ).map(({ results }) => results)
  const lead = leads![0] as unknown as (NamedLead & { currency: string }) | undefined
  if (lead === undefined) throw new Problem('NOT_FOUND')
  const history = timeline as unknown as HistoryRecord[]
  return {
    ...leadSummary(lead),
    cost: { amount: lead.cost, currency: lead.currency },
    duplicates: duplicates!.map((row) => row.id as string),
    referrals: (referrals as unknown as (ListedReferral & { partner_name: string })[]).map((row) =>
      referralView(row, { partnerName: row.partner_name, currency: lead.currency }),
    ),
    trace: lastTrace(history),
    timeline: history.map(eventView),
  }
}

/** A lead's row with the names that its summary shows. */
export type NamedLead = LeadRow & { type_name: string; stage_label: string; stage_point: NewPoint | null }

/** A lead with its names; null when there is no such lead. */
export const findLeadNamed = (db: D1Database, leadId: string): Promise<NamedLead | null> =>
  selectLeadNamed(db, leadId).first<NamedLead>()

const selectLeadNamed = (db: D1Database, leadId: string): D1PreparedStatement =>
  db
    .prepare(
      `SELECT l.*, t.name AS type_name, s.label AS stage_label, s.point AS stage_point,
         (SELECT currency FROM broker) AS currency
       FROM leads l JOIN lead_types t ON t.id = l.lead_type_id JOIN stages s ON s.id = l.stage_id WHERE l.id = ?`,
    )
    .bind(leadId)

export const leadSummary = (row: NamedLead): v.InferOutput<typeof leadSummarySchema> => ({
  id: row.id,
  version: row.version,
  leadType: { id: formatId('leadType', row.lead_type_id), name: row.type_name },
  introducer: row.introducer_id === null ? null : formatId('partner', row.introducer_id),
  channel: row.channel,
  receivedAt: toIso(row.received_at),
  location: row.location,
  stage: toLeadStage({ id: row.stage_id, label: row.stage_label, kind: row.stage, point: row.stage_point }),
  postcodeQuality: row.postcode_quality,
  pageUrl: row.page_url,
  fields: JSON.parse(row.fields),
  closedBecause: row.closed_because,
  duplicateOf: row.duplicate_of,
  archivedAt: toIsoOrNull(row.archived_at),
})

/** The trace that the newest routing left, with when it was. */
function lastTrace(history: readonly HistoryRecord[]): v.InferOutput<typeof leadSchema>['trace'] {
  const routed = history.findLast(({ data }) => data !== null && 'trace' in JSON.parse(data))
  if (routed === undefined) return null
  const trace = traceIn(JSON.parse(routed.data!))!
  return {
    at: toIso(routed.at),
    ...trace,
    considered: trace.considered.map((line) => ({ ...line, failures: [...line.failures] })),
  }
}

/** The trace has a place of its own in the answer; the timeline does not repeat it. */
export function eventView({ id, version, event, actor, at, data }: HistoryRecord): v.InferOutput<typeof eventSchema> {
  const { trace: _, ...rest } = data === null ? {} : (JSON.parse(data) as Record<string, unknown>)
  return { id, version, event, actor, at: toIso(at), data: rest }
}

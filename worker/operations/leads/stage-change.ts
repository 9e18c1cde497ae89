import type { HistoryRow } from '../../../db/commit.ts'
import { type StageRow, stageMustBeLive, updateLeadStage } from '../../../db/store/stages.ts'
import type { Ctx } from '../../context.ts'
import { isFinal, isNews } from '../../domain/lead/stage.ts'
import type { Announced } from '../automations/announce.ts'
import { announceAll } from '../automations/announce-all.ts'
import { toLeadStage } from '../stages/stage-view.ts'
import type { NamedLead } from './read-lead.ts'

/** What a commit holds so that a lead is at another stage, and the lead as it is then. */
export interface StageChange extends Announced {
  lead: NamedLead
  history: HistoryRow
}

/**
 * A lead comes to another stage (F67): its next version, its history, and the news for automations (F55). Whether it may
 * go there, the caller has asked.
 */
export function stageChange(
  ctx: Ctx,
  {
    lead: before,
    from,
    to,
    location = isFinal(to.kind) ? 'closed' : before.location,
    data = {},
  }: {
    lead: NamedLead
    from: StageRow
    to: StageRow
    location?: NamedLead['location']
    /** What history keeps beside the stages: why, and whose word it was. */
    data?: Record<string, unknown>
  },
): StageChange {
  const lead = { ...named(before, to), version: before.version + 1, location }
  const { id, version, lead_type_id: leadTypeId } = lead
  const news = announceAll(ctx, { leadId: id, leadTypeId, because: `${id}:${version}` }, newsOf(from, to))
  return {
    lead,
    history: {
      id,
      version,
      event: 'lead.stage',
      data: { from: toLeadStage(from), to: toLeadStage(to), location, ...data },
    },
    write: [
      stageMustBeLive(ctx.db, to.id),
      updateLeadStage(ctx.db, { id, version, stage: to.kind, stageId: to.id, location }),
      ...news.write,
    ],
    read: news.read,
    start: news.start,
  }
}

const named = (lead: NamedLead, { id, kind, label, point }: StageRow): NamedLead => ({
  ...lead,
  stage: kind,
  stage_id: id,
  stage_label: label,
  stage_point: point,
})

const newsOf = (from: StageRow, to: StageRow) => [
  ...(isNews(from, to) ? (['lead.stage-changed'] as const) : []),
  ...(isFinal(to.kind) && !isFinal(from.kind) ? (['lead.closed'] as const) : []),
]

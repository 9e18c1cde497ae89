import type { Run } from '../../../contract/run.ts'
import { type HistoryRecord, selectLead, selectTimeline } from '../../../db/store/leads.ts'
import { listRuns } from '../../../db/store/runs.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { found } from '../config/checks.ts'
import { toRun } from './run-view.ts'

/** What automations do and did on a lead, oldest first (F61). Problems: NOT_FOUND. */
export async function listLeadRuns(ctx: Ctx, leadId: string): Promise<{ items: Run[] }> {
  requireAdmin(ctx.actor)
  const [lead, runs, timeline] = await Promise.all([
    selectLead(ctx.db, leadId).first(),
    listRuns(ctx.db, leadId),
    selectTimeline(ctx.db, leadId).all<HistoryRecord>(),
  ])
  found(lead)
  return { items: runs.map((run) => toRun(run, timeline.results)) }
}

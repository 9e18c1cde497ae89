import { parseId } from '../../../contract/id.ts'
import type { Run } from '../../../contract/run.ts'
import { automationMustBe, findAutomation } from '../../../db/store/automations.ts'
import { type LeadRow, leadMustBeOpen, selectLead } from '../../../db/store/leads.ts'
import { listRuns } from '../../../db/store/runs.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { found } from '../config/checks.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { newRun, startStep } from './run-steps.ts'
import { toRun } from './run-view.ts'

/**
 * Starts an automation on a lead by hand: the button on the lead (F61). Who presses it decides, so the condition is not
 * asked; the lead type must fit. Problems: NOT_FOUND, INVALID_BODY, ARCHIVED, NOT_STARTABLE, LEAD_CLOSED.
 */
export async function startRun(
  ctx: Ctx,
  { leadId, automationId }: { leadId: string; automationId: string },
): Promise<Run> {
  requireAdmin(ctx.actor)
  return retryOnRace(async () => {
    const [leadRow, automation, runs, { zone }] = await Promise.all([
      selectLead(ctx.db, leadId).first<LeadRow>(),
      findAutomation(ctx.db, parseId('automation', automationId)!),
      listRuns(ctx.db, leadId),
      loadBroker(ctx),
    ])
    const lead = found(leadRow)
    if (automation === null) throw noSuch
    if (automation.archivedAt !== null) throw new Problem('ARCHIVED')
    if (!automation.active) throw new Problem('NOT_STARTABLE', { detail: 'This automation is switched off.' })
    if (automation.leadTypeId !== null && automation.leadTypeId !== lead.lead_type_id)
      throw new Problem('NOT_STARTABLE', { detail: 'This automation is for leads of another type.' })
    if (lead.location === 'closed') throw new Problem('LEAD_CLOSED')

    const n = Math.max(0, ...runs.map((run) => run.n)) + 1
    const start = { leadId, n, event: null, because: ctx.by, partnerId: null, chain: [] }
    const run = newRun(ctx, automation, start, zone)
    const answer = toRun({ ...run.row, name: automation.name }, [])
    await commitOrThrow(ctx, {
      history: [run.history],
      write: [leadMustBeOpen(ctx.db, leadId), automationMustBe(ctx.db, automation), ...run.write],
      answer,
    })
    startStep(ctx, run.job)
    return answer
  })
}

const noSuch = new Problem('INVALID_BODY', {
  errors: [{ pointer: '/automationId', code: 'NOT_FOUND', message: 'There is no such automation.' }],
})

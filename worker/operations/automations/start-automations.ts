import type { AutomationEvent } from '../../../contract/automation.ts'
import { formatId } from '../../../contract/id.ts'
import { dayMs } from '../../../contract/time.ts'
import { commit } from '../../../db/commit.ts'
import { type AutomationRow, automationMustBe, listeningAutomations } from '../../../db/store/automations.ts'
import { deleteJob, type JobRow, mustHoldLease } from '../../../db/store/jobs.ts'
import { type LeadRow, selectLead } from '../../../db/store/leads.ts'
import { listRuns, type RunRow } from '../../../db/store/runs.ts'
import type { Ctx } from '../../context.ts'
import { conditionHolds } from '../../domain/automation/condition-holds.ts'
import { cutBecause } from '../../domain/automation/may-start.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { loadLeadType } from '../leads/load-lead-type.ts'
import { chainOfCause } from './chain-of-cause.ts'
import { type CutStart, cutWrites } from './cut-writes.ts'
import { newRun, startStep } from './run-steps.ts'

/** An event that automations listen to, as its job carries it. */
export interface Happened {
  event: AutomationEvent
  leadId: string
  because: string
  partnerId: number | null
}

const mostTries = 5

/** On a closed lead only what its closing caused starts anything: everything else comes too late (F61). */
const startsOnClosed: readonly AutomationEvent[] = ['lead.closed', 'lead.stage-changed', 'referral.converted']

/**
 * Starts every automation that listens to an event and whose condition the lead fulfils now. Runs as a job: whatever it
 * starts and the end of the job are one commit, so that nothing starts twice. What would go round in circles is not
 * started but reported, on the lead and to the broker.
 */
export async function startAutomations(ctx: Ctx, { job, ...happened }: Happened & { job: JobRow }): Promise<void> {
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const { lead, zone, starts, cuts, runs, chain } = await decide(ctx, happened)
    const news = starts.map((automation, i) =>
      newRun(ctx, automation, { ...happened, n: nextNumber(runs) + i, chain }, zone),
    )
    const cut = await cutWrites(ctx, { lead, cuts, happened, zone })
    const committed = await commit(ctx, {
      history: [...news.map(({ history }) => history), ...cut.history],
      write: [
        mustHoldLease(ctx.db, job),
        deleteJob(ctx.db, job),
        ...starts.map((automation) => automationMustBe(ctx.db, automation)),
        ...news.flatMap(({ write }) => write),
        ...cut.write,
      ],
    })
    if (committed.done) {
      for (const run of news) startStep(ctx, run.job)
      for (const notice of cut.jobs) ctx.startJob(notice)
      return
    }
    if (committed.refused === 'LEASE_LOST') return
    if (!['VERSION_CONFLICT', 'AUTOMATION_CHANGED'].includes(committed.refused))
      throw new Error(`Automations could not be started: ${committed.refused} ${committed.about}`)
  }
  throw new Error('Automations could not be started: the lead keeps changing')
}

interface Decision {
  lead: LeadRow
  zone: string
  starts: AutomationRow[]
  cuts: CutStart[]
  /** What led here. */
  chain: string[]
  runs: readonly RunRow[]
}

/** Who starts and who is cut, as things stand now. */
async function decide(ctx: Ctx, happened: Happened): Promise<Decision> {
  const { event, leadId } = happened
  const lead = (await selectLead(ctx.db, leadId).first<LeadRow>())!
  const [leadType, listening, runs, broker, chain] = await Promise.all([
    loadLeadType(ctx, lead.lead_type_id, { fresh: true }),
    listeningAutomations(ctx.db, { event, leadTypeId: lead.lead_type_id }),
    listRuns(ctx.db, leadId),
    loadBroker(ctx),
    chainOfCause(ctx, happened),
  ])
  const tooLate = lead.location === 'closed' && !startsOnClosed.includes(event)
  const looked = {
    fields: leadType!.fields,
    values: JSON.parse(lead.fields) as Record<string, unknown>,
    stages: [lead.stage, formatId('stage', lead.stage_id)],
    introducer: lead.introducer_id === null ? null : formatId('partner', lead.introducer_id),
    channel: lead.channel,
  }
  const meant = tooLate ? [] : listening.filter(({ condition }) => conditionHolds(condition, looked))
  const cuts = meant.flatMap((automation): CutStart[] => {
    const because = cutBecause({
      automation: formatId('automation', automation.id),
      chain,
      startedToday: startedSince(runs, automation, ctx.now - dayMs),
    })
    return because === null ? [] : [{ automation, because, chain }]
  })
  const cutOff = new Set(cuts.map(({ automation }) => automation))
  return { lead, zone: broker.zone, runs, chain, cuts, starts: meant.filter((automation) => !cutOff.has(automation)) }
}

const startedSince = (runs: readonly RunRow[], { id }: AutomationRow, since: number): number =>
  runs.filter(({ automationId, event, startedAt }) => automationId === id && event !== null && startedAt > since).length

const nextNumber = (runs: readonly RunRow[]): number => Math.max(0, ...runs.map(({ n }) => n)) + 1

import type { DecidedPartner, Decision, DecisionStep } from '../../../contract/decision.ts'
import { formatId, parseId } from '../../../contract/id.ts'
import { hourMs, toIso } from '../../../contract/time.ts'
import { type ReferralThenRow, selectReferralsThen } from '../../../db/store/past.ts'
import { selectPairs } from '../../../db/store/report.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { type LeadPast, loadLeadPast } from '../eligibility/load-lead-then.ts'
import { loadPasts, type Pasts } from '../eligibility/load-pasts.ts'
import { loadTimelines } from '../eligibility/load-timelines.ts'
import { drawLots } from '../routing/draws.ts'
import { spares } from '../routing/plan-route.ts'
import { byHand, type Came, fromTrace, notConsidered } from './decided-partner.ts'
import { type StepThen, stepThen } from './judge-step.ts'
import { consideredIn, offeredIn, type Step, stepsOf } from './read-steps.ts'
import { replayStep } from './replay-step.ts'
import { stepSentence } from './step-sentence.ts'

/** Settings that a decision read may have changed before it was committed: so much earlier their history is read. */
const longestInFlightMs = hourMs

/** How many partners that nobody looked at are told of by themselves; one more can be asked for by its id. */
const mostUnasked = 25

/**
 * Why a lead went where it went (C1): every decision about it in order, with what was found of each partner then, in
 * plain English, and whether the same functions on the reconstructed facts decide the same today. Partners that were
 * not looked at, since they were parked or stood behind, are judged by time travel: one that is asked for in every
 * decision, otherwise a few of the newest. Problems: NOT_FOUND.
 */
export async function explainDecision(
  ctx: Ctx,
  { leadId, partnerId }: { leadId: string; partnerId: number | null },
): Promise<Decision> {
  requireAdmin(ctx.actor)
  const lead = await loadLeadPast(ctx, leadId)
  if (lead === null) throw new Problem('NOT_FOUND')
  const moment = { leadId, at: ctx.now, keys: [] }
  const { results: referrals } = await selectReferralsThen(ctx.db, [moment]).all<ReferralThenRow>()
  const steps = stepsOf(lead.entries)
  const others = await othersOf(ctx, { lead, steps, partnerId })
  const pasts = await loadPastsOf(ctx, { lead, steps, others })
  const type = pasts.type(lead.row.lead_type_id)!.leadType.view
  const decisions: DecisionStep[] = []
  for (const step of steps) {
    const isNewest = step === steps.findLast(({ trace }) => trace !== null)
    const asked = partnerId !== null || isNewest ? others : []
    decisions.push(await explainStep(ctx, { step, steps, lead, pasts, referrals, asked }))
  }
  return {
    lead: {
      id: leadId,
      leadType: { id: type.id, name: type.name },
      receivedAt: toIso(lead.row.received_at),
      outward: lead.row.outward,
      location: lead.row.location,
    },
    decisions,
  }
}

/** The one partner that was asked for, or the first few that have a setup for the lead's type. */
async function othersOf(
  ctx: Ctx,
  { lead, steps, partnerId }: { lead: LeadPast; steps: readonly Step[]; partnerId: number | null },
): Promise<string[]> {
  const considered = new Set(steps.flatMap(consideredIn))
  const filter = {
    partnerId,
    leadTypeId: lead.row.lead_type_id,
    after: { partnerId: 0, leadTypeId: 0 },
    limit: mostUnasked + considered.size,
    onlyWithSetup: partnerId === null,
  }
  const { results } = await selectPairs(ctx.db, filter).all<{ partner_id: number }>()
  if (partnerId !== null && results.length === 0)
    throw new Problem('NOT_FOUND', { detail: 'There is no such partner.' })
  const ids = results.map((row) => formatId('partner', row.partner_id))
  return partnerId !== null ? ids : ids.filter((id) => !considered.has(id)).slice(0, mostUnasked)
}

async function loadPastsOf(
  ctx: Ctx,
  { lead, steps, others }: { lead: LeadPast; steps: readonly Step[]; others: readonly string[] },
): Promise<Pasts> {
  const partners = new Set([...steps.flatMap(consideredIn), ...others])
  const times = [lead.row.received_at, ...steps.map(({ at }) => at)]
  const timelines = await loadTimelines(ctx, {
    partnerIds: [...partners].map((id) => parseId('partner', id)!),
    leadTypeIds: [lead.row.lead_type_id],
    since: Math.min(...times) - longestInFlightMs,
  })
  return loadPasts(ctx, timelines, { from: Math.min(...times), until: Math.max(...times) })
}

async function explainStep(
  ctx: Ctx,
  {
    step,
    lead,
    pasts,
    referrals,
    asked,
    steps,
  }: {
    step: Step
    steps: readonly Step[]
    lead: LeadPast
    pasts: Pasts
    referrals: readonly ReferralThenRow[]
    asked: readonly string[]
  },
): Promise<DecisionStep> {
  const { trace } = step
  const then = await stepThen(ctx, { step, lead, pasts, already: alreadyReferred(step, steps) })
  const wanted = trace?.wanted ?? (step.byHand === null ? 0 : 1)
  const lots = trace === null ? [] : await drawLots(ctx.env.TENANT_SECRET, 'arm', lead.row.id, wanted + spares)
  const referred = referrals.filter((row) => row.referred_at === step.at)
  const came: Came = {
    referred: new Set(referred.map((row) => formatId('partner', row.partner_id))),
    currency: pasts.timelines.currency,
  }
  const considered = then === null ? [] : consideredPartners(then, came)
  const name = (id: string): string => then?.judge(id)?.partner.name ?? id
  return {
    version: step.version,
    at: toIso(step.at),
    event: step.event,
    actor: step.actor,
    because: stepSentence({ step, considered, wanted, location: step.location }),
    location: step.location as DecisionStep['location'],
    method: step.byHand?.method ?? then?.type.leadType.referralMethod ?? null,
    scope: trace?.scope ?? then?.type.leadType.scope ?? 1,
    wanted,
    versions: {
      leadType: then?.type.leadType.version ?? 0,
      group: then?.type.group.version ?? 0,
      preferences: then?.type.preferences.version ?? 0,
    },
    lots: lots.slice(0, wanted),
    ready: trace?.ready ?? [],
    override:
      step.byHand === null || step.byHand.overridden.length === 0
        ? null
        : { codes: step.byHand.overridden.map(({ code }) => code), reason: step.byHand.reason },
    reason: step.byHand?.reason || null,
    considered,
    more: trace?.more ?? 0,
    notConsidered: then === null ? [] : missed(then, { asked, came }),
    refusals: (trace?.refusals ?? []).map(({ partner, because }) => ({
      partner: { id: partner, name: name(partner) },
      because,
    })),
    replayed: replayStep(then, lots),
  }
}

/** Whom earlier decisions of the same millisecond had referred it to: not left out as this decision's own doing. */
function alreadyReferred(step: Step, steps: readonly Step[]): Set<number> {
  const earlier = steps.filter(({ at, version }) => at === step.at && version < step.version).flatMap(offeredIn)
  const own = new Set(offeredIn(step))
  return new Set(earlier.filter((id) => !own.has(id)).map((id) => parseId('partner', id)!))
}

const consideredPartners = (then: StepThen, came: Came): DecidedPartner[] => [
  ...(then.step.trace?.considered ?? []).map((line) => fromTrace(then, line, came)),
  ...(then.step.byHand === null || then.step.trace !== null ? [] : [byHand(then, came)]),
]

/** Of those that were asked for, whom this decision did not look at. A step that looked for nobody missed nobody. */
function missed(then: StepThen, { asked, came }: { asked: readonly string[]; came: Came }): DecidedPartner[] {
  const looked = new Set(consideredIn(then.step))
  if (then.step.trace === null && then.step.byHand === null) return []
  return asked.flatMap((id) => (looked.has(id) ? [] : (notConsidered(then, id, came) ?? [])))
}

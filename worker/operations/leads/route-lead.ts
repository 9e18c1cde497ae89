import type { LeadFailure } from '../../../contract/eligibility.ts'
import { commit } from '../../../db/commit.ts'
import { deleteJob, insertJob, type JobRow, mustHoldLease, routeJob } from '../../../db/store/jobs.ts'
import { type LeadRow, updateLeadLocation } from '../../../db/store/leads.ts'
import { selectReferralsOfLead } from '../../../db/store/referrals.ts'
import type { Ctx } from '../../context.ts'
import { evaluateLead } from '../../domain/eligibility/evaluate-lead.ts'
import { mayBeRouted, routesByItself } from '../../domain/routing/methods.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { announceAll } from '../automations/announce-all.ts'
import { dropJob } from '../drop-job.ts'
import { afterRefusal, clockWentBack, firstAttempt, type RoutingAttempt } from '../routing/attempts.ts'
import { deliveryJobs } from '../routing/delivery-jobs.ts'
import { decisionRow } from '../routing/kept-trace.ts'
import { planRoute, planWrites, type RoutePlan } from '../routing/plan-route.ts'
import type { Cursor } from '../routing/read-candidates.ts'
import { traceOf } from '../routing/trace.ts'
import { lookWrites, unplaced } from './hold.ts'
import { type LoadedLead, loadLead } from './load-lead.ts'
import { mustBeCurrent } from './load-lead-type.ts'
import { unreferredNotice } from './unreferred-notice.ts'

/** What became of a look for partners: how many were found, and where the lead is now. */
export interface RoutedLead {
  referrals: number
  location: 'held' | 'pending' | 'routed'
}

export interface RouteLead {
  leadId: string
  /** The job that asks for it, if one does. */
  job?: JobRow | null
  /** Nobody asked for it: it refers only what routes by itself. */
  byItself?: boolean
  /** A partner refused it, and the broker wants to say itself where such leads go (D5). */
  toPerson?: boolean
  /** One of very many (D21): what follows from it is left to the sweep, with its bounds, and not started at once. */
  leavesJobs?: boolean
  /** Where an earlier look was cut short. */
  after?: Cursor | undefined
}

/**
 * Looks for partners for a lead that is there already: its job after a refused plan or a slot given back, a look at the
 * held ones (D21), an automation, or a person who asks for it. Fills the open slots; a lead of a type that routes by
 * itself, with no live referral and nobody to take it, is held with its reasons. By itself only such a lead goes on: one
 * that is referred by hand waits for a person again (F16).
 *
 * Problems: NOT_FOUND, LEAD_CLOSED, SCOPE_REACHED, LEAD_TEST, APPOINTMENT_REQUIRED, NOT_ROUTABLE, TRY_AGAIN. A job ends quietly when
 * nothing is left to do; whatever it throws puts it off, and it looks again later (worker/jobs/run-job.ts).
 */
export async function routeLead(
  ctx: Ctx,
  { leadId, job = null, byItself = job !== null, toPerson = false, leavesJobs = false, after = {} }: RouteLead,
): Promise<RoutedLead> {
  requireAdmin(ctx.actor)
  let attempt: RoutingAttempt | null = null
  for (;;) {
    const loaded = await loadLead(ctx, leadId)
    if (loaded === null) throw new Problem('NOT_FOUND')
    const { lead, route, state } = loaded
    const failures = evaluateLead(state)
    if (job !== null && failures.some(endsTheSearch)) return endJob(ctx, job)
    const { referralMethod } = route.leadType
    if (toPerson || (byItself && !routesByItself(referralMethod))) return waitForPerson(ctx, loaded, job)
    // A search that a person began, and a job goes on with.
    if (job !== null && !mayBeRouted(referralMethod)) return waitForPerson(ctx, loaded, job)
    if (failures.length > 0) throw leadProblem(failures)
    if (!mayBeRouted(referralMethod)) throw new Problem('NOT_ROUTABLE')
    attempt ??= firstAttempt(route.wanted)
    const plan = await planRoute(ctx, { ...route, after }, attempt)
    const outcome = await commitRoute(ctx, { loaded, plan, attempt, job, byItself, leavesJobs })
    if (outcome.done) return outcome.answer
    const { refused, about } = outcome
    if (refused === 'LEASE_LOST') return { referrals: 0, location: lead.location === 'routed' ? 'routed' : 'held' }
    if (refused === 'UNIQUE' && about === 'idempotency.key') throw new Problem('VERSION_CONFLICT')
    const changed = ['VERSION_CONFLICT', 'LEAD_TYPE_CHANGED', 'PERSON_CHANGED'].includes(refused)
    const next: RoutingAttempt | 'exhausted' | null = changed
      ? { ...attempt, number: attempt.number + 1 }
      : afterRefusal(attempt, outcome)
    if (next === null) throw new Error(`Routing was refused: ${refused} ${about}`)
    if (next === 'exhausted' || next.number > 16) throw new Problem('TRY_AGAIN')
    attempt = next
  }
}

interface Routing {
  loaded: LoadedLead
  plan: RoutePlan
  attempt: RoutingAttempt
  job: JobRow | null
  byItself: boolean
  leavesJobs: boolean
}

type Outcome = { done: true; answer: RoutedLead } | { done: false; refused: string; about: string }

async function commitRoute(ctx: Ctx, { loaded, plan, attempt, job, byItself, leavesJobs }: Routing): Promise<Outcome> {
  const { lead, route, state } = loaded
  const version = lead.version + 1
  const because = `${lead.id}:${version}`
  const goesOn = plan.wanted < route.wanted && (plan.cutShort !== null || clockWentBack(attempt))
  const place = placeOf(ctx, { loaded, plan, goesOn })
  // Still held for the same reasons: the turns are parked and the next look is asked for; nothing happened to the lead.
  const stays = place.location === 'held' && lead.location === 'held' && plan.wanted === 0
  const isUnreferred = place.unreferredAt !== null && lead.unreferred_at === null
  const left = leavesJobs ? { due: ctx.now, attempts: 0 } : {}
  const after = plan.cutShort ?? undefined
  const nextJob = { ...routeJob(ctx.now, { leadId: lead.id, because, after, asked: !byItself }), ...left }
  const answer: RoutedLead = { referrals: plan.wanted, location: place.location }
  const told = isUnreferred ? await unreferredNotice(ctx, route) : null
  const announced = announceAll(
    ctx,
    { leadId: lead.id, leadTypeId: route.leadType.id, because },
    stays ? [] : eventsOf(plan, { lead, place, isUnreferred }),
  )
  const committed = await commit(ctx, {
    history: stays
      ? []
      : [
          decisionRow({
            id: lead.id,
            version,
            event: eventName(plan, { place, isUnreferred }),
            data: { location: place.location, trace: traceOf(route, plan, attempt) },
          }),
        ],
    write: [
      ...(job === null ? [] : [mustHoldLease(ctx.db, job), deleteJob(ctx.db, job)]),
      mustBeCurrent(ctx.db, route.leadType),
      ...(stays ? [] : [updateLeadLocation(ctx.db, { id: lead.id, version, ...place })]),
      ...planWrites(ctx, route, plan, { ...attempt, leavesJobs }),
      ...lookWrites(ctx, route, { ...place, isNew: lead.location !== 'held', nextChance: plan.nextChance }),
      ...(goesOn ? [insertJob(ctx.db, nextJob)] : []),
      ...(told === null ? [] : [told.write]),
      ...announced.write,
    ],
    read: [...announced.read, selectReferralsOfLead(ctx.db, lead.id)],
    answer,
  })
  if (!committed.done) return committed
  if (leavesJobs) return { done: true, answer }
  announced.start(committed.rows)
  for (const started of [
    ...deliveryJobs(ctx.now, { referrals: committed.rows.at(-1)!, except: route.ownReferrals }),
    ...(goesOn && plan.cutShort !== null ? [nextJob] : []),
    ...(told === null ? [] : [told.job]),
  ])
    ctx.startJob(started)
  return { done: true, answer }

  function placeOf(ctx: Ctx, { goesOn }: { loaded: LoadedLead; plan: RoutePlan; goesOn: boolean }) {
    if (state.liveReferrals + plan.wanted > 0)
      return { location: 'routed' as const, heldUntil: null, unreferredAt: null }
    if (!routesByItself(route.leadType.referralMethod))
      return { location: 'pending' as const, heldUntil: null, unreferredAt: lead.unreferred_at }
    const nowhere = unplaced(ctx, route, lead)
    return goesOn ? { ...nowhere, location: 'held' as const, unreferredAt: null } : nowhere
  }
}

const eventName = (
  plan: RoutePlan,
  { place, isUnreferred }: { place: { location: string }; isUnreferred: boolean },
): string => {
  if (plan.wanted > 0) return 'lead.routed'
  if (isUnreferred) return 'lead.unreferred'
  return place.location === 'pending' ? 'lead.waiting' : 'lead.held'
}

const eventsOf = (
  plan: RoutePlan,
  { lead, place, isUnreferred }: { lead: LeadRow; place: { location: string }; isUnreferred: boolean },
) => [
  ...(plan.wanted > 0 ? (['lead.referred'] as const) : []),
  ...(place.location === 'held' && lead.location !== 'held' ? (['lead.held'] as const) : []),
  ...(isUnreferred ? (['lead.unreferred'] as const) : []),
]

/** What ends a search for good: nothing that a partner does can change it. */
const endsTheSearch = ({ code }: LeadFailure): boolean => code !== 'APPOINTMENT_REQUIRED'

/** The first thing that keeps a lead from everybody, as the refusal of a request. */
export const leadProblem = (failures: readonly LeadFailure[]): Problem => new Problem(failures[0]!.code)

async function endJob(ctx: Ctx, job: JobRow): Promise<RoutedLead> {
  await dropJob(ctx, job)
  return { referrals: 0, location: 'routed' }
}

/**
 * A referral that was made by hand came to nothing, a partner refused a lead that then goes nowhere by itself, or a held lead's type is no longer one that routes by itself: whether
 * and to whom it goes next, a person says.
 */
async function waitForPerson(ctx: Ctx, { lead, state }: LoadedLead, job: JobRow | null): Promise<RoutedLead> {
  const location = state.liveReferrals > 0 ? 'routed' : 'pending'
  const version = lead.version + 1
  const committed = await commit(ctx, {
    history: [{ id: lead.id, version, event: 'lead.waiting', data: { location } }],
    write: [
      ...(job === null ? [] : [mustHoldLease(ctx.db, job), deleteJob(ctx.db, job)]),
      updateLeadLocation(ctx.db, { id: lead.id, version, location, unreferredAt: lead.unreferred_at }),
    ],
  })
  // Somebody was quicker: whoever asked comes back.
  if (!committed.done && committed.refused !== 'LEASE_LOST') throw new Problem('TRY_AGAIN')
  return { referrals: 0, location }
}

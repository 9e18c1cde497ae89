import { liveStates } from '../../../contract/referral.ts'
import { commit } from '../../../db/commit.ts'
import { deleteJob, insertJob, type JobRow, mustHoldLease, routeJob } from '../../../db/store/jobs.ts'
import { type LeadRow, updateLeadLocation } from '../../../db/store/leads.ts'
import { selectReferralsOfLead } from '../../../db/store/referrals.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { afterRefusal, clockWentBack, firstAttempt, type RoutingAttempt } from '../routing/attempts.ts'
import { deliveryJobs } from '../routing/delivery-jobs.ts'
import { planRoute, planWrites } from '../routing/plan-route.ts'
import { traceOf } from '../routing/trace.ts'
import { loadLead } from './load-lead.ts'
import { mustBeCurrent } from './load-lead-type.ts'

/** What became of a look for partners: how many were found, and where the lead is now. */
export interface RoutedLead {
  referrals: number
  location: 'held' | 'pending' | 'routed'
}

/**
 * Looks for partners for a lead that is there already: its job after a refused plan or a slot given back, or a person
 * who asks for it. Fills the open slots; a lead with no live referral and nobody to take it is held with its reasons.
 * By itself only a lead of an immediate type goes on: one that is referred by hand waits for a person again (F16).
 *
 * Problems: NOT_FOUND, LEAD_CLOSED, SCOPE_REACHED, TRY_AGAIN. A job ends quietly when nothing is left to do; whatever it
 * throws puts it off, and it looks again later (worker/jobs/run-job.ts).
 */
export async function routeLead(
  ctx: Ctx,
  { leadId, job = null }: { leadId: string; job?: JobRow | null },
): Promise<RoutedLead> {
  requireAdmin(ctx.actor)
  let attempt: RoutingAttempt | null = null
  for (;;) {
    const loaded = await loadLead(ctx, leadId)
    if (loaded === null) throw new Problem('NOT_FOUND')
    const { lead, route, referrals } = loaded
    const live = referrals.filter(({ state }) => liveStates.includes(state)).length
    if (route.wanted === 0 || lead.location === 'closed') {
      if (job === null) throw new Problem(lead.location === 'closed' ? 'LEAD_CLOSED' : 'SCOPE_REACHED')
      await commit(ctx, { history: [], write: [deleteJob(ctx.db, job)] })
      return { referrals: 0, location: 'routed' }
    }
    if (job !== null && route.leadType.referralMethod !== 'immediate') return waitForPerson(ctx, { lead, live, job })
    attempt ??= firstAttempt(route.wanted)
    const plan = await planRoute(ctx, route, attempt)
    const location = live + plan.wanted > 0 ? 'routed' : 'held'
    const goesOn = plan.wanted < route.wanted && (plan.cutShort || clockWentBack(attempt))
    const nextJob = routeJob(ctx.now, { leadId, because: `${leadId}:${lead.version + 1}` })
    const answer: RoutedLead = { referrals: plan.wanted, location }
    const committed = await commit(ctx, {
      history: [
        {
          id: leadId,
          version: lead.version + 1,
          event: plan.wanted > 0 ? 'lead.routed' : 'lead.held',
          data: { location, trace: traceOf(route, plan, attempt) },
        },
      ],
      write: [
        ...(job === null ? [] : [mustHoldLease(ctx.db, job), deleteJob(ctx.db, job)]),
        mustBeCurrent(ctx.db, route.leadType),
        updateLeadLocation(ctx.db, { id: leadId, version: lead.version + 1, location }),
        ...planWrites(ctx, route, plan, attempt),
        ...(goesOn ? [insertJob(ctx.db, nextJob)] : []),
      ],
      read: [selectReferralsOfLead(ctx.db, leadId)],
      answer,
    })
    if (committed.done) {
      for (const started of [
        ...deliveryJobs(ctx.now, { referrals: committed.rows[0]!, except: route.referredTo }),
        ...(goesOn && plan.cutShort ? [nextJob] : []),
      ])
        ctx.startJob(started)
      return answer
    }
    if (committed.refused === 'LEASE_LOST') return { referrals: 0, location }
    if (committed.refused === 'UNIQUE' && committed.about === 'idempotency.key') throw new Problem('VERSION_CONFLICT')
    const changed = committed.refused === 'VERSION_CONFLICT' || committed.refused === 'LEAD_TYPE_CHANGED'
    const next: RoutingAttempt | 'exhausted' | null = changed
      ? { ...attempt, number: attempt.number + 1 }
      : afterRefusal(attempt, committed)
    if (next === null) throw new Error(`Routing was refused: ${committed.refused} ${committed.about}`)
    if (next === 'exhausted' || next.number > 16) throw new Problem('TRY_AGAIN')
    attempt = next
  }
}

/** A referral that was made by hand came to nothing: whether and to whom it goes next, a person says. */
async function waitForPerson(
  ctx: Ctx,
  { lead, live, job }: { lead: LeadRow; live: number; job: JobRow },
): Promise<RoutedLead> {
  const location = live > 0 ? 'routed' : 'pending'
  const version = lead.version + 1
  await commit(ctx, {
    history: [{ id: lead.id, version, event: 'lead.waiting', data: { location } }],
    write: [
      mustHoldLease(ctx.db, job),
      deleteJob(ctx.db, job),
      updateLeadLocation(ctx.db, { id: lead.id, version, location }),
    ],
  })
  return { referrals: 0, location }
}

import type { Referred } from '../../../contract/refer.ts'
import type { Ctx } from '../../context.ts'
import { book } from '../../domain/appointment/appointment.ts'
import { evaluateLead } from '../../domain/eligibility/evaluate-lead.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { mustHearInTime } from '../appointments/must-hear-in-time.ts'
import type { ChosenPartner, HandRoute } from '../referring/chosen-partner.ts'
import { commitReferral } from '../referring/commit-referral.ts'
import { methodOfReferral } from '../referring/method-of-referral.ts'
import { namedPartner } from '../referring/named-partner.ts'
import { nextPartner } from '../referring/next-partner.ts'
import { notReferable } from '../referring/not-eligible.ts'
import { type ReferLead, requireMayOverride } from '../referring/refer-request.ts'
import { nextAttempt } from '../referring/refusals.ts'
import { firstAttempt, type RoutingAttempt } from '../routing/attempts.ts'
import { type LoadedLead, loadLead } from './load-lead.ts'

/**
 * Refers a lead by hand (F42), or for an automation: to the partner that is named, or to whoever is next in the queue.
 * It passes the same eligibility as routing, counts, holds and takes the partner's turn (D18). What D1 allows may be
 * overridden for a reason, which the lead's history keeps.
 *
 * Problems: NOT_FOUND, INVALID_BODY, NOT_ALLOWED, what keeps the lead from everybody (SCOPE_REACHED, LEAD_CLOSED,
 * LEAD_TEST, APPOINTMENT_REQUIRED, APPOINTMENT_IN_PAST), NOT_ELIGIBLE with every failed criterion, VERSION_CONFLICT when
 * the lead or the partner changed meanwhile, TRY_AGAIN.
 */
export async function referLead(ctx: Ctx, request: ReferLead): Promise<Referred> {
  requireAdmin(ctx.actor)
  requireMayOverride(ctx.actor, request)
  let attempt: RoutingAttempt = firstAttempt(1)
  for (;;) {
    const loaded = await loadLead(ctx, request.leadId)
    if (loaded === null) throw new Problem('NOT_FOUND')
    const route = routeOf(ctx, loaded, request)
    const chosen = await choose(ctx, { route, request, attempt })
    const { deliverAfter } = chosen.claimant
    if (route.appointment) mustHearInTime(route.appointment, { deliverAfter, pointer: '/appointment/startsAt' })
    const outcome = await commitReferral(ctx, {
      lead: loaded.lead,
      route,
      chosen,
      attempt,
      reason: request.reason ?? '',
    })
    if (outcome.done) return outcome.answer
    attempt = nextAttempt(attempt, outcome, { isNamed: request.partnerId !== undefined })
  }
}

/** The lead with how it is referred now. Problems: what keeps it from everybody. */
function routeOf(ctx: Ctx, { route, state }: LoadedLead, request: ReferLead): HandRoute {
  const method = methodOfReferral(ctx.actor, route.leadType, request)
  const appointment = request.appointment === undefined ? null : book(request.appointment, null)
  const failures = evaluateLead({ ...state, method, appointmentAt: appointment?.startsAt ?? null })
  if (failures.length > 0) throw notReferable(failures)
  return { ...route, wanted: 1, appointment, ...(method !== null && { method }) }
}

const choose = (
  ctx: Ctx,
  { route, request, attempt }: { route: HandRoute; request: ReferLead; attempt: RoutingAttempt },
): Promise<ChosenPartner> => {
  const { partnerId, override = [] } = request
  return partnerId === undefined ? nextPartner(ctx, route, attempt) : namedPartner(ctx, route, { partnerId, override })
}

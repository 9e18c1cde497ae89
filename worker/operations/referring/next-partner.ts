import { wakeFor } from '../../../db/store/turns.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import type { RoutingAttempt } from '../routing/attempts.ts'
import { cellsOf, methodOf, planRoute, type RoutePlan } from '../routing/plan-route.ts'
import { readReportFacts } from '../routing/report-facts.ts'
import type { ChosenPartner, HandRoute } from './chosen-partner.ts'

/** How often a queue is read on behind what one plan may read. */
const mostReads = 8

/** How many are passed over before somebody has to choose. */
const mostPassedOver = 100

/**
 * Whoever is next in the queue, in the very order of routing (D2). Problems: NOT_ELIGIBLE when nobody in it can take the
 * lead, TRY_AGAIN when the queue was longer than one request may read.
 */
export async function nextPartner(ctx: Ctx, route: HandRoute, attempt: RoutingAttempt): Promise<ChosenPartner> {
  const { plan, claimant } = await nextInTime(ctx, route, attempt)
  const [partner] = await readReportFacts(ctx, {
    leadType: route.leadType,
    lead: route,
    limit: 1,
    only: claimant.partnerId,
    method: methodOf(route),
  })
  return { partner: partner!, claimant, overridden: [], newSetup: null, plan }
}

/** Whoever would hear of the appointment only after it began (F34) is passed over for one that is open. */
async function nextInTime(
  ctx: Ctx,
  route: HandRoute,
  attempt: RoutingAttempt,
): Promise<{ plan: RoutePlan; claimant: RoutePlan['claimants'][number] }> {
  const excluded = new Set(attempt.excluded)
  for (;;) {
    const plan = await readQueue(ctx, route, { ...attempt, excluded })
    const [claimant] = plan.claimants
    if (claimant === undefined) throw nobody(plan)
    const tooLate = plan.claimants.filter(
      ({ deliverAfter }) => deliverAfter >= (route.appointment?.startsAt ?? Infinity),
    )
    const inTime = plan.claimants.find((one) => !tooLate.includes(one))
    if (inTime !== undefined) return { plan, claimant: inTime }
    if (excluded.size >= mostPassedOver) return { plan, claimant }
    for (const { partnerId } of tooLate) excluded.add(partnerId)
  }
}

async function readQueue(ctx: Ctx, route: HandRoute, attempt: RoutingAttempt): Promise<RoutePlan> {
  // A call needs no delivery (D1.17): who is parked for want of one may be next all the same.
  if (methodOf(route) === 'transfer' && route.leadType.referralMethod !== 'transfer')
    await wakeFor(ctx.db, cellsOf(route.leadType.id, route.places), 'NO_DELIVERY').run()
  let plan = await planRoute(ctx, route, attempt)
  for (let reads = 1; reads < mostReads && plan.claimants.length === 0 && plan.cutShort !== null; reads += 1)
    plan = await planRoute(ctx, { ...route, after: plan.cutShort }, attempt)
  return plan
}

const nobody = ({ cutShort }: RoutePlan): Problem =>
  cutShort === null
    ? new Problem('NOT_ELIGIBLE', {
        detail: 'No partner can take this lead now. Its candidates are listed with everything that each one fails.',
      })
    : new Problem('TRY_AGAIN', { detail: 'Very many partners cannot take this lead. Name one of its candidates.' })

import type { LeadReceipt } from '../../../contract/lead.ts'
import { toIso } from '../../../contract/time.ts'
import { type JobRow, routeJob } from '../../../db/store/jobs.ts'
import type { LeadRow } from '../../../db/store/leads.ts'
import type { Ctx } from '../../context.ts'
import { untilChange } from '../../domain/eligibility/criterion.ts'
import { routesByItself } from '../../domain/routing/methods.ts'
import { clockWentBack, type RoutingAttempt } from '../routing/attempts.ts'
import type { RoutePlan } from '../routing/plan-route.ts'
import { keyIdOf, toldCause } from './capture-receipt.ts'
import type { CaptureVerdict } from './capture-verdict.ts'
import { lookWrites, unplaced } from './hold.ts'
import type { Owed } from './owed-for-lead.ts'
import type { ReadSubmission } from './read-submission.ts'

/** What the commit of a capture will have done: known before it, so that the answer can be stored in it (D16). */
export interface Capture {
  row: LeadRow
  receipt: LeadReceipt
  /** null: nobody is referred to; not asked for, or the lead is closed. */
  plan: RoutePlan | null
  /** Goes on looking for partners. */
  job: JobRow | null
  look: D1PreparedStatement[]
}

export function captureOutcome(
  ctx: Ctx,
  {
    submission,
    hash,
    plan,
    verdict,
    owed,
    attempt,
  }: {
    submission: ReadSubmission
    hash: string
    plan: RoutePlan | null
    verdict: CaptureVerdict
    owed: Owed
    attempt: RoutingAttempt | 'exhausted'
  },
): Capture {
  const { request, route, values, quality } = submission
  const isOpen = verdict.closedBecause === null
  const referrals = isOpen ? (plan?.wanted ?? 0) : 0
  const looksAgain = plan === null || plan.cutShort !== null || (attempt !== 'exhausted' && clockWentBack(attempt))
  const routes = isOpen && routesByItself(route.leadType.referralMethod)
  const goesOn = routes && referrals < route.wanted && looksAgain
  const place = !isOpen
    ? closed
    : referrals > 0
      ? routed
      : !routes
        ? pending
        : goesOn
          ? { ...unplaced(ctx, route, null), location: 'held' as const, unreferredAt: null }
          : unplaced(ctx, route, null)
  return {
    row: {
      id: route.leadId,
      version: 1,
      lead_type_id: route.leadType.id,
      introducer_id: request.introducerId,
      key_id: keyIdOf(ctx),
      channel: request.channel,
      received_at: ctx.now,
      location: place.location,
      stage: 'new',
      postcode_quality: quality,
      outward: route.outward,
      fields: JSON.stringify(values),
      page_url: request.pageUrl,
      submission_hash: hash,
      duplicate_of: verdict.duplicateOf,
      closed_because: verdict.closedBecause,
      held_until: place.heldUntil,
      unreferred_at: place.unreferredAt,
      is_test: request.isTest === true ? 1 : 0,
      stage_id: 1,
      archived_at: null,
      cost: owed.costMinor,
      value_shares: owed.shares.length === 0 ? null : JSON.stringify(owed.shares),
    },
    receipt: {
      id: route.leadId,
      receivedAt: toIso(ctx.now),
      location: place.location,
      closedBecause: toldCause(ctx, verdict.closedBecause),
      referrals,
    },
    plan: isOpen ? plan : null,
    job: goesOn
      ? routeJob(ctx.now, { leadId: route.leadId, because: `${route.leadId}:1`, after: plan?.cutShort ?? undefined })
      : null,
    look: lookWrites(ctx, route, { ...place, isNew: true, nextChance: plan?.nextChance ?? untilChange }),
  }
}

const nowhere = { heldUntil: null, unreferredAt: null }
const closed = { ...nowhere, location: 'closed' as const }
const routed = { ...nowhere, location: 'routed' as const }
const pending = { ...nowhere, location: 'pending' as const }

import type { ProblemCode } from '../../../contract/problem.ts'
import type { ReferralProgress, ReferralState } from '../../../contract/referral.ts'
import type { ReturnState } from '../../../contract/return.ts'
import type { ReturnPolicy } from '../../../contract/return-policy.ts'
import type { ReturnReason } from '../../../contract/return-reason.ts'
import { hourMs, toIso } from '../../../contract/time.ts'
import { hasReached, isAtMost, percent, type ReturnCounts, rateBps } from './rate.ts'

/** What decides whether a referral can be returned. Instants are epoch milliseconds. */
export interface ReturnFacts {
  now: number
  isTest: boolean
  state: ReferralState
  progress: ReferralProgress
  /** It is an offer until then (D6); null: it is none. */
  acceptBy: number | null
  deliveredAt: number | null
  /** Of the return that was asked for before. */
  earlier: ReturnState | null
  policy: ReturnPolicy
  counts: ReturnCounts
}

export interface Refusal {
  code: ProblemCode
  detail: string
}

/** Why there is nothing to return, whatever the policy says; with what to do instead. null: there is. */
export function whyNothingToReturn({ isTest, state, acceptBy, earlier }: ReturnFacts): Refusal | null {
  if (isTest) return { code: 'NOT_RETURNABLE', detail: 'This is a test lead: it was never charged.' }
  if (earlier === 'requested')
    return { code: 'RETURN_EXISTS', detail: 'A return of it is open: wait for the decision, or have it cleared.' }
  if (earlier === 'rejected')
    return { code: 'RETURN_EXISTS', detail: 'Its return was rejected. It can be asked for again once that is cleared.' }
  if (state === 'delivered' || state === 'accepted') return null
  const detail = state === 'referred' && acceptBy !== null ? 'It is an offer so far: decline it.' : insteadOf[state]
  return { code: 'NOT_RETURNABLE', detail }
}

const neverTaken = 'The partner never had it, and nothing was charged.'

const insteadOf: Record<Exclude<ReferralState, 'delivered' | 'accepted'>, string> = {
  referred: 'It is still on its way and nothing is charged. The broker can call it back (unrefer).',
  unknown: 'Nobody knows yet whether it arrived, and nothing is charged. The broker resolves it.',
  rejected: neverTaken,
  duplicate: neverTaken,
  failed: neverTaken,
  returned: 'It was returned already.',
  unreferred: 'The broker has called it back. What was charged is turned back by reversing the referral.',
}

/** D6: the window, to the millisecond, and the most that may come back. null: the policy allows it. */
export function whyPolicyRefuses({ now, deliveredAt, policy, counts }: ReturnFacts): Refusal | null {
  const { windowHours, maxRateBps } = policy
  if (windowHours === 0) return { code: 'RETURN_WINDOW_OVER', detail: 'Leads of this type are not taken back.' }
  const until = windowEnd(deliveredAt, policy)
  if (until !== null && now > until)
    return {
      code: 'RETURN_WINDOW_OVER',
      detail: `It could be returned until ${toIso(until)}, ${windowHours} hours after its delivery.`,
    }
  if (maxRateBps !== null && hasReached(counts, maxRateBps))
    return {
      code: 'RETURN_RATE_REACHED',
      detail: `In the last 30 days ${counts.returned} of ${counts.delivered} leads came back: ${percent(rateBps(counts))}. At most ${percent(maxRateBps)} may.`,
    }
  return null
}

/** The last instant at which it may be asked for; null: it was not delivered, so that no time runs. */
export const windowEnd = (deliveredAt: number | null, { windowHours }: ReturnPolicy): number | null =>
  deliveredAt === null ? null : deliveredAt + windowHours * hourMs

/** D6: young enough, and a buyer who returns little. About what was converted a person decides. */
export function isAutomatic({ now, progress, deliveredAt, policy, counts }: ReturnFacts): boolean {
  const { autoApprove } = policy
  if (autoApprove === null || deliveredAt === null || progress === 'converted') return false
  return now - deliveredAt <= autoApprove.withinHours * hourMs && isAtMost(counts, autoApprove.maxRateBps)
}

/** D6: a lead that is young enough goes on to the next partner, but for reasons that end it. */
export const goesOn = (
  { rerouteHours, finalReasons }: ReturnPolicy,
  { reason, receivedAt, now }: { reason: ReturnReason; receivedAt: number; now: number },
): boolean => now - receivedAt < rerouteHours * hourMs && !finalReasons.includes(reason)

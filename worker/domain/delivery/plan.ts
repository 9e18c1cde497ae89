import type { Outcome } from '../../../contract/delivery.ts'
import type { ReferralState } from '../../../contract/referral.ts'
import { minuteMs } from '../../../contract/time.ts'
import { nextTry } from './backoff.ts'
import { afterTry, type Breaker, isDisabled } from './breaker.ts'

/** What one try came to: the part of an Attempt (worker/delivery/attempt.ts) that decides. */
export interface Tried {
  outcome: Outcome
  reached: boolean
  disable: boolean
  retryAfterMs: number | null
  via: 'internet' | 'email' | null
}

/** The referral before this try, or before the one that its partner's breaker forbids. */
export interface Delivering {
  /** `accepted` and `delivered` are settled: this is a redelivery (F48). */
  state: 'referred' | 'accepted' | 'unknown' | 'delivered'
  /** Number of this try, from 1. */
  attempt: number
  /** Whether an earlier try may have reached the partner. */
  everReached: boolean
  /** Since when it is being delivered: the referral's time. */
  since: number
  breaker: Breaker
  now: number
  /** 0 to 1. */
  jitter: number
  failoverAfterMs?: number
}

/** What to commit. */
export interface DeliveryPlan {
  state: ReferralState
  /** What becomes of the hold. */
  money: 'settle' | 'release' | 'keep'
  /** When to try again, under the same reference; null: not by itself. */
  retryAt: number | null
  /** Look for another partner. */
  reroute: boolean
  notices: DeliveryNotice[]
  /** The partner's new breaker; null: unchanged. */
  breaker: Breaker | null
}

export type DeliveryNotice = 'delivery-failed' | 'delivery-unknown' | 'delivery-disabled' | 'delivery-disabled-broker'

export const defaultFailoverAfterMs = 30 * minuteMs

/** The try after which an unknown outcome is brought before a person: about half an hour in. */
const unknownIsToldAt = 4

/**
 * What follows from one try (ENGINE 5). Four rules stand above the table:
 * - a settled referral stays settled, whatever a redelivery comes to;
 * - what never reached the partner goes to another one after `failoverAfterMs`; what reached it is tried to the end;
 * - once nobody knows whether the partner has the lead, only its plain word (accepted, rejected) or a person ends that;
 * - "duplicate" in answer to a repeat may be the echo of our own earlier try, so it makes the outcome unknown.
 */
export function afterAttempt(tried: Tried, delivering: Delivering): DeliveryPlan {
  const plan = decide(tried, delivering)
  const breaker = afterTry(tried, delivering)
  const justDisabled = breaker !== null && isDisabled(breaker) && !isDisabled(delivering.breaker)
  if (!justDisabled) return { ...plan, breaker }
  return { ...plan, breaker, notices: [...plan.notices, 'delivery-disabled', 'delivery-disabled-broker'] }
}

/**
 * What follows when a try is due while the partner's breaker is open: it is not made and does not count. A breaker that
 * only a person closes ends the waiting.
 */
export function whileBreakerOpen(delivering: Omit<Delivering, 'attempt'>): DeliveryPlan {
  const { state, everReached, breaker, now, jitter } = delivering
  const probeAt = isDisabled(breaker) ? null : breaker.breakerUntil + Math.round(jitter * minuteMs)
  if (isSettled(state)) return probeAt === null ? stay(state, ['delivery-failed']) : retry(state, probeAt)
  if (state === 'unknown') return probeAt === null ? stay('unknown', ['delivery-unknown']) : retry('unknown', probeAt)
  if (everReached) return probeAt === null ? failed(['delivery-failed']) : retry('referred', probeAt)
  const failoverAt = failoverTime(delivering)
  return probeAt === null || now >= failoverAt ? failed([]) : retry('referred', Math.min(probeAt, failoverAt))
}

function decide(tried: Tried, delivering: Delivering): DeliveryPlan {
  const { outcome, reached } = tried
  const { state, everReached } = delivering
  const again = nextTry({ ...delivering, retryAfterMs: tried.retryAfterMs })
  if (isSettled(state)) return afterRedelivery(outcome, { state, again })
  if (outcome === 'accepted') return end('delivered', 'settle')
  if (outcome === 'rejected') return end('rejected', 'release')
  if (state === 'unknown' || outcome === 'unknown' || (outcome === 'duplicate' && everReached))
    return unresolved(outcome, { again, attempt: delivering.attempt })
  if (outcome === 'duplicate') return end('duplicate', 'release')
  if (outcome === 'error_final' || again === null) return failed(['delivery-failed'])
  if (reached || everReached) return retry('referred', again)
  const failoverAt = failoverTime(delivering)
  return delivering.now >= failoverAt ? failed([]) : retry('referred', Math.min(again, failoverAt))
}

const failoverTime = ({ since, failoverAfterMs = defaultFailoverAfterMs }: Omit<Delivering, 'attempt'>): number =>
  since + failoverAfterMs

/** Repeating helps only against silence and passing trouble; what else was said will be said again. */
const canHelp = (outcome: Outcome): boolean => outcome === 'unknown' || outcome === 'error_retryable'

function unresolved(outcome: Outcome, { again, attempt }: { again: number | null; attempt: number }): DeliveryPlan {
  if (again === null || !canHelp(outcome)) return stay('unknown', ['delivery-unknown'])
  return { ...retry('unknown', again), notices: attempt === unknownIsToldAt ? ['delivery-unknown'] : [] }
}

function afterRedelivery(
  outcome: Outcome,
  { state, again }: { state: ReferralState; again: number | null },
): DeliveryPlan {
  if (canHelp(outcome) && again !== null) return retry(state, again)
  return stay(state, canHelp(outcome) || outcome === 'error_final' ? ['delivery-failed'] : [])
}

/** Nothing that a server says later changes these. */
export const isSettled = (state: ReferralState): boolean => state === 'delivered' || state === 'accepted'

const stay = (state: ReferralState, notices: DeliveryNotice[]): DeliveryPlan => ({
  state,
  money: 'keep',
  retryAt: null,
  reroute: false,
  notices,
  breaker: null,
})

const retry = (state: ReferralState, retryAt: number): DeliveryPlan => ({ ...stay(state, []), retryAt })

const end = (state: ReferralState, money: 'settle' | 'release'): DeliveryPlan => ({
  ...stay(state, []),
  money,
  reroute: money === 'release',
})

const failed = (notices: DeliveryNotice[]): DeliveryPlan => ({ ...end('failed', 'release'), notices })

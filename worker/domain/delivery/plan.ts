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
  /** `accepted`: its partner took the offer, and the lead follows (D6). `delivered`: this is a redelivery (F48). */
  state: 'referred' | 'accepted' | 'unknown' | 'delivered'
  /** Number of this try, from 1. */
  attempt: number
  /** Whether an earlier try may have reached the partner. */
  everReached: boolean
  /** Whether an earlier try left no record: whoever made it died of it, before or after the lead was sent. */
  lost?: boolean
  /** Since when it is being delivered: the referral's time. */
  since: number
  breaker: Breaker
  now: number
  /** 0 to 1. */
  jitter: number
  failoverAfterMs?: number
  /** Whether a lead that its partner refuses goes on by itself; true unless told. */
  reroutesRefused?: boolean
}

/** What to commit. */
export interface DeliveryPlan {
  state: ReferralState
  /** What becomes of the hold. */
  money: 'settle' | 'release' | 'keep'
  /** When to try again, under the same reference; null: not by itself. */
  retryAt: number | null
  /** Where the lead goes from here: to the next partner, to a person, or nowhere. */
  goesTo: 'next-partner' | 'person' | null
  notices: DeliveryNotice[]
  /** The partner's new breaker; null: unchanged. */
  breaker: Breaker | null
}

export type DeliveryNotice =
  | 'delivery-failed'
  | 'delivery-unknown'
  | 'delivery-disabled'
  | 'delivery-disabled-broker'
  | 'lead-refused'

const defaultFailoverAfterMs = 30 * minuteMs

/** The try after which an unknown outcome is brought before a person: about half an hour in. */
const unknownIsToldAt = 4

/**
 * What follows from one try (ENGINE 5). Five rules stand above the table:
 * - a settled referral stays settled, whatever a redelivery comes to, or its server says of a lead that its partner has
 *   accepted;
 * - what a partner refuses (rejected, duplicate) goes where the broker wants it to go: the next partner, or a person;
 * - what never reached the partner goes to another one after `failoverAfterMs`; what reached it is tried to the end;
 * - once nobody knows whether the partner has the lead, only its plain word (accepted, rejected) or a person ends that; nobody
 *   knows it of a try that was lost, either;
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
  const { state, everReached, lost = false, breaker, now, jitter } = delivering
  const probeAt = isDisabled(breaker) ? null : breaker.breakerUntil + Math.round(jitter * minuteMs)
  if (isSettled(state)) return probeAt === null ? stay(state, ['delivery-failed']) : retry(state, probeAt)
  if (state === 'unknown') return probeAt === null ? stay('unknown', ['delivery-unknown']) : retry('unknown', probeAt)
  if (everReached) return probeAt === null ? ended({ lost }) : retry('referred', probeAt)
  const failoverAt = failoverTime(delivering)
  return probeAt === null || now >= failoverAt ? failed([]) : retry('referred', Math.min(probeAt, failoverAt))
}

function decide(tried: Tried, delivering: Delivering): DeliveryPlan {
  const { outcome, reached } = tried
  const { state, everReached, lost = false } = delivering
  const again = nextTry({ ...delivering, retryAfterMs: tried.retryAfterMs })
  if (state === 'accepted') return afterAcceptance(outcome, { again, everReached })
  if (state === 'delivered') return afterRedelivery(outcome, { again })
  if (outcome === 'accepted') return { ...stay('delivered', []), money: 'settle' }
  if (outcome === 'rejected') return refused('rejected', delivering)
  if (state === 'unknown' || outcome === 'unknown' || (outcome === 'duplicate' && everReached))
    return unresolved(outcome, { again, attempt: delivering.attempt })
  if (outcome === 'duplicate') return refused('duplicate', delivering)
  if (outcome === 'error_final' || again === null) return ended({ lost: lost && tried.via !== null })
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

/**
 * Its partner has accepted it and was charged: the lead is brought to it, and money is no question any more. That a
 * repeat is a duplicate says that it has arrived.
 */
function afterAcceptance(
  outcome: Outcome,
  { again, everReached }: { again: number | null; everReached: boolean },
): DeliveryPlan {
  if (outcome === 'accepted' || (outcome === 'duplicate' && everReached)) return stay('delivered', [])
  if (canHelp(outcome) && again !== null) return retry('accepted', again)
  return stay('accepted', ['delivery-failed'])
}

function afterRedelivery(outcome: Outcome, { again }: { again: number | null }): DeliveryPlan {
  if (canHelp(outcome) && again !== null) return retry('delivered', again)
  return stay('delivered', canHelp(outcome) || outcome === 'error_final' ? ['delivery-failed'] : [])
}

/** Nothing that a server says later changes these. */
const isSettled = (state: ReferralState): boolean => state === 'delivered' || state === 'accepted'

const stay = (state: ReferralState, notices: DeliveryNotice[]): DeliveryPlan => ({
  state,
  money: 'keep',
  retryAt: null,
  goesTo: null,
  notices,
  breaker: null,
})

const retry = (state: ReferralState, retryAt: number): DeliveryPlan => ({ ...stay(state, []), retryAt })

const refused = (state: 'rejected' | 'duplicate', { reroutesRefused = true }: Delivering): DeliveryPlan =>
  reroutesRefused
    ? { ...stay(state, []), money: 'release', goesTo: 'next-partner' }
    : { ...stay(state, ['lead-refused']), money: 'release', goesTo: 'person' }

/** No more tries. Where one was lost on its way the partner may have the lead, so that nobody else gets it by itself. */
const ended = ({ lost }: { lost: boolean }): DeliveryPlan =>
  lost ? stay('unknown', ['delivery-unknown']) : failed(['delivery-failed'])

const failed = (notices: DeliveryNotice[]): DeliveryPlan => ({
  ...stay('failed', notices),
  money: 'release',
  goesTo: 'next-partner',
})

import type { Outcome } from '../../../contract/delivery.ts'
import { dayMs, hourMs } from '../../../contract/time.ts'
import { untilChange } from '../eligibility/criterion.ts'

/** How a partner's server fares. While `breakerUntil` lies ahead nothing is sent to it and it gets no new leads. */
export interface Breaker {
  /** Failures in a row. */
  failures: number
  failingSince: number | null
  /** Epoch milliseconds; 0 when closed, `untilChange` when switched off. */
  breakerUntil: number
}

/** A server that is well, and one whose settings somebody has just changed. */
export const closedBreaker: Breaker = { failures: 0, failingSince: null, breakerUntil: 0 }

const failuresThatOpen = 5
const probeEveryMs = hourMs
const giveUpAfterMs = 5 * dayMs

/**
 * The breaker after one more failure (ENGINE 5). Five in a row open it for an hour; the next try is the probe, and each
 * one that fails opens it for an hour more. After five days of nothing but failures, or when the partner says 410
 * (`disable`), it stays open until somebody changes something.
 */
export function afterFailure({
  failures,
  failingSince,
  breakerUntil,
  now,
  disable = false,
}: Breaker & { now: number; disable?: boolean }): Breaker {
  const since = failingSince ?? now
  const failed = { failures: failures + 1, failingSince: since }
  if (disable || breakerUntil === untilChange || now - since >= giveUpAfterMs)
    return { ...failed, breakerUntil: untilChange }
  return { ...failed, breakerUntil: failed.failures >= failuresThatOpen ? now + probeEveryMs : breakerUntil }
}

/**
 * What one try does to the breaker; null: nothing. Only internet delivery has one: the mail server is ours. A server
 * that says what it makes of the lead is well; one that does not, or refuses the request, is not.
 */
export function afterTry(
  { outcome, via, disable }: { outcome: Outcome; via: 'internet' | 'email' | null; disable: boolean },
  { breaker, now }: { breaker: Breaker; now: number },
): Breaker | null {
  if (via !== 'internet') return null
  const isWell = outcome === 'accepted' || outcome === 'duplicate' || outcome === 'rejected'
  return isWell && !disable ? afterAnswer(breaker) : afterFailure({ ...breaker, now, disable })
}

/** The breaker after a proper answer, whatever it said; null when there is nothing to change. */
export const afterAnswer = (breaker: Breaker): Breaker | null =>
  breaker.failures === 0 && breaker.breakerUntil === 0 ? null : closedBreaker

/** True when nothing may be sent now. */
export const isOpen = ({ breakerUntil }: Pick<Breaker, 'breakerUntil'>, now: number): boolean => now < breakerUntil

/** True when only a change by a person starts it again. */
export const isDisabled = ({ breakerUntil }: Pick<Breaker, 'breakerUntil'>): boolean => breakerUntil === untilChange

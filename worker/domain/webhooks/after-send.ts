import { minuteMs } from '../../../contract/time.ts'
import type { MessageState } from '../../../contract/webhook-message.ts'
import { nextTry } from '../delivery/backoff.ts'
import { afterFailure, type Breaker, closedBreaker, isDisabled } from '../delivery/breaker.ts'

/** What one try at sending a message came to. */
export interface Sent {
  /** HTTP status; null when no answer came. */
  status: number | null
  retryAfterMs: number | null
}

export interface AfterSend {
  state: MessageState
  /** When to try again, under the same id; null: not by itself. */
  retryAt: number | null
  /** How the server fares from now on; null: as before. */
  health: Breaker | null
  /** The endpoint is switched off. */
  disable: 'GONE' | 'FAILING' | null
}

/** Statuses of a server that has too much to do: everything else waits as well. */
const throttles: readonly (number | null)[] = [429, 502, 504]

/**
 * What follows from one try (D13). Only 2xx is success; everything else, redirects and 4xx too, is tried again to the
 * end of the table, since a wrong secret or a half-finished release is mended within days. 410 switches the endpoint
 * off at once, five days of nothing but failures as well; five failures in a row pause it for an hour, and a server
 * that is busy for as long as it says, a minute at least.
 */
export function afterSend(
  { status, retryAfterMs }: Sent,
  { attempt, health, now, jitter }: { attempt: number; health: Breaker; now: number; jitter: number },
): AfterSend {
  if (status !== null && status >= 200 && status < 300)
    return { state: 'delivered', retryAt: null, health: isWell(health) ? null : closedBreaker, disable: null }
  const isGone = status === 410
  const failed = afterFailure({ ...health, now, disable: isGone })
  if (isDisabled(failed))
    return { state: 'failed', retryAt: null, health: failed, disable: isGone ? 'GONE' : 'FAILING' }
  const retryAt = nextTry({ attempt, now, jitter, retryAfterMs })
  return {
    state: retryAt === null ? 'failed' : 'pending',
    retryAt,
    health: throttles.includes(status) ? throttled(failed, now, retryAfterMs) : failed,
    disable: null,
  }
}

const dayMost = 24 * 60 * minuteMs

function throttled(health: Breaker, now: number, retryAfterMs: number | null): Breaker {
  const wait = Math.min(Math.max(retryAfterMs ?? 0, minuteMs), dayMost)
  return { ...health, breakerUntil: Math.max(health.breakerUntil, now + wait) }
}

const isWell = ({ failures, breakerUntil }: Breaker): boolean => failures === 0 && breakerUntil === 0

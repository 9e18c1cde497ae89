import { hourMs, minuteMs, secondMs } from '../../../contract/time.ts'

/** How long after the try before it each try is made (D13); the first is made at once. About three days in all. */
export const waitsMs = [
  0,
  5 * secondMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
] as const

/**
 * When to try again after try number `attempt` (from 1) has failed; null when that was the last. Never earlier than the
 * table says or than the partner asked for with Retry-After (a day at most), and up to a fifth later by `jitter`
 * (0 to 1), so that what failed together does not come back together.
 */
export function nextTry({
  attempt,
  now,
  jitter,
  retryAfterMs,
}: {
  attempt: number
  now: number
  jitter: number
  retryAfterMs: number | null
}): number | null {
  const waitMs = waitsMs[attempt]
  if (waitMs === undefined) return null
  const askedMs = Math.min(retryAfterMs ?? 0, 24 * hourMs)
  return now + Math.round(Math.max(waitMs, askedMs) * (1 + jitter / 5))
}

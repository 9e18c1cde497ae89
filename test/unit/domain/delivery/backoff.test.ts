import { describe, expect, it } from 'vitest'
import { dayMs, hourMs, minuteMs, secondMs } from '../../../../contract/time.ts'
import { nextTry, waitsMs } from '../../../../worker/domain/delivery/backoff.ts'

const now = Date.UTC(2026, 10, 22, 9)

const waitAfter = (attempt: number, { jitter = 0, retryAfterMs = null as number | null } = {}): number | null => {
  const at = nextTry({ attempt, now, jitter, retryAfterMs })
  return at === null ? null : at - now
}

describe('the times of retries promise that', () => {
  it.each([
    [1, 5 * secondMs],
    [2, 5 * minuteMs],
    [3, 30 * minuteMs],
    [4, 2 * hourMs],
    [5, 5 * hourMs],
    [6, 10 * hourMs],
    [7, 14 * hourMs],
    [8, 20 * hourMs],
    [9, 24 * hourMs],
    [10, null],
    [11, null],
  ])('after try %i come %s ms', (attempt, waitMs) => {
    expect(waitAfter(attempt)).toBe(waitMs)
  })

  it('the first try is made at once', () => {
    expect(waitsMs[0]).toBe(0)
  })

  it.each([
    [0, 5 * minuteMs],
    [0.5, 5.5 * minuteMs],
    [1, 6 * minuteMs],
  ])('jitter %d only ever adds, a fifth at most', (jitter, waitMs) => {
    expect(waitAfter(2, { jitter })).toBe(waitMs)
  })

  it.each([
    ['sooner than the table says', secondMs, 5 * minuteMs],
    ['later', hourMs, hourMs],
    ['never, it seems', 400 * dayMs, dayMs],
  ])('a partner that asks for a repeat %s gets it', (_what, retryAfterMs, waitMs) => {
    expect(waitAfter(2, { retryAfterMs })).toBe(waitMs)
  })

  it('asking for a repeat does not give more tries', () => {
    expect(waitAfter(10, { retryAfterMs: 1 })).toBeNull()
  })
})

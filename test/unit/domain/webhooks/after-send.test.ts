import { describe, expect, it } from 'vitest'
import { dayMs, hourMs, minuteMs, secondMs } from '../../../../contract/time.ts'
import { waitsMs } from '../../../../worker/domain/delivery/backoff.ts'
import { closedBreaker } from '../../../../worker/domain/delivery/breaker.ts'
import { untilChange } from '../../../../worker/domain/eligibility/criterion.ts'
import { afterSend } from '../../../../worker/domain/webhooks/after-send.ts'

const now = Date.UTC(2026, 10, 22, 9)

const afterTrying = (
  status: number | null,
  more: { attempt?: number; retryAfterMs?: number; failingSince?: number; failures?: number } = {},
) => {
  const { attempt = 1, retryAfterMs = null, failingSince = null, failures = 0 } = more
  const health = { failures, failingSince, breakerUntil: 0 }
  return afterSend({ status, retryAfterMs }, { attempt, health, now, jitter: 0 })
}

describe('a try at a webhook promises that', () => {
  it.each([200, 201, 204, 299])('%i is delivered', (status) => {
    expect(afterTrying(status)).toEqual({ state: 'delivered', retryAt: null, health: null, disable: null })
  })

  it('a good answer closes what failures had opened', () => {
    expect(afterTrying(204, { failures: 7, failingSince: now - hourMs }).health).toEqual(closedBreaker)
  })

  it.each([null, 301, 302, 304, 400, 401, 403, 404, 408, 422, 425, 429, 500, 502, 503, 504])(
    '%s is tried again after five seconds',
    (status) => {
      expect(afterTrying(status)).toMatchObject({ state: 'pending', retryAt: now + 5 * secondMs, disable: null })
    },
  )

  it('the tries follow the table of D13 and then end', () => {
    const waits = waitsMs
      .map((_, i) => afterTrying(500, { attempt: i + 1 }).retryAt)
      .map((at) => (at === null ? null : at - now))
    expect(waits).toEqual([...waitsMs.slice(1), null])
    expect(afterTrying(500, { attempt: 10 }).state).toBe('failed')
  })

  it('Retry-After is honoured where it asks for more', () => {
    expect(afterTrying(503, { retryAfterMs: 90_000 }).retryAt).toBe(now + 90_000)
    expect(afterTrying(503, { retryAfterMs: 1000 }).retryAt).toBe(now + 5 * secondMs)
  })

  it.each([429, 502, 504])('%i makes everything else wait as well, a minute or as long as it asks', (status) => {
    expect(afterTrying(status).health).toMatchObject({ breakerUntil: now + minuteMs })
    expect(afterTrying(status, { retryAfterMs: 10 * minuteMs }).health).toMatchObject({
      breakerUntil: now + 10 * minuteMs,
    })
    expect(afterTrying(status, { retryAfterMs: 30 * dayMs }).health).toMatchObject({ breakerUntil: now + dayMs })
  })

  it('five failures in a row pause it for an hour', () => {
    expect(afterTrying(500, { failures: 3 }).health).toMatchObject({ failures: 4, breakerUntil: 0 })
    expect(afterTrying(500, { failures: 4 }).health).toMatchObject({ failures: 5, breakerUntil: now + hourMs })
  })

  it('410 switches it off at once', () => {
    expect(afterTrying(410)).toMatchObject({
      state: 'failed',
      retryAt: null,
      disable: 'GONE',
      health: { breakerUntil: untilChange },
    })
  })

  it('five days of nothing but failures switch it off', () => {
    expect(afterTrying(500, { failures: 60, failingSince: now - 5 * dayMs + 1 }).disable).toBe(null)
    expect(afterTrying(500, { failures: 60, failingSince: now - 5 * dayMs })).toMatchObject({
      state: 'failed',
      disable: 'FAILING',
    })
  })
})

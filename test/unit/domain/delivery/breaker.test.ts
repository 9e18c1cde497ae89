import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../../../contract/delivery.ts'
import { dayMs, hourMs, minuteMs } from '../../../../contract/time.ts'
import {
  afterFailure,
  afterTry,
  type Breaker,
  closedBreaker,
  isDisabled,
  isOpen,
} from '../../../../worker/domain/delivery/breaker.ts'
import { untilChange } from '../../../../worker/domain/eligibility/criterion.ts'

const now = Date.UTC(2026, 10, 22, 9)

const failing = (failures: number, forMs = 0, breakerUntil = 0): Breaker => ({
  failures,
  failingSince: failures === 0 ? null : now - forMs,
  breakerUntil,
})

const rows: [string, Breaker, Breaker][] = [
  ['the first failure is noted', failing(0), { failures: 1, failingSince: now, breakerUntil: 0 }],
  ['the fourth opens nothing', failing(3, minuteMs), { failures: 4, failingSince: now - minuteMs, breakerUntil: 0 }],
  [
    'the fifth in a row opens it for an hour',
    failing(4, minuteMs),
    { failures: 5, failingSince: now - minuteMs, breakerUntil: now + hourMs },
  ],
  [
    'a probe that fails opens it for another hour',
    failing(5, 2 * hourMs, now - 1),
    { failures: 6, failingSince: now - 2 * hourMs, breakerUntil: now + hourMs },
  ],
  [
    'just under five days it is still probed',
    failing(90, 5 * dayMs - 1, now),
    { failures: 91, failingSince: now - 5 * dayMs + 1, breakerUntil: now + hourMs },
  ],
  [
    'after five days it is switched off',
    failing(90, 5 * dayMs, now),
    { failures: 91, failingSince: now - 5 * dayMs, breakerUntil: untilChange },
  ],
  [
    'what is switched off stays off',
    failing(91, hourMs, untilChange),
    { failures: 92, failingSince: now - hourMs, breakerUntil: untilChange },
  ],
]

describe('a partner’s breaker promises that', () => {
  it.each(rows)('%s', (_what, before, after) => {
    expect(afterFailure({ ...before, now })).toEqual(after)
  })

  it('a partner that says 410 is switched off at once', () => {
    expect(isDisabled(afterFailure({ ...closedBreaker, now, disable: true }))).toBe(true)
  })

  it.each<[Outcome, 'well' | 'failing']>([
    ['accepted', 'well'],
    ['duplicate', 'well'],
    ['rejected', 'well'],
    ['error_retryable', 'failing'],
    ['error_final', 'failing'],
    ['unknown', 'failing'],
  ])('%s counts as %s', (outcome, health) => {
    const breaker = failing(2, hourMs)
    const after = afterTry({ outcome, via: 'internet', disable: false }, { breaker, now })
    expect(after).toEqual(health === 'well' ? closedBreaker : { ...breaker, failures: 3 })
  })

  it('a server that was well and is well writes nothing', () => {
    const tried = { outcome: 'accepted', via: 'internet', disable: false } as const
    expect(afterTry(tried, { breaker: closedBreaker, now })).toBeNull()
  })

  it.each(['email', null] as const)('what goes by %s has none', (via) => {
    expect(afterTry({ outcome: 'error_final', via, disable: false }, { breaker: failing(4), now })).toBeNull()
  })

  it('it is open until its time, and not at it', () => {
    expect(isOpen({ breakerUntil: now + 1 }, now)).toBe(true)
    expect(isOpen({ breakerUntil: now }, now)).toBe(false)
    expect(isOpen(closedBreaker, now)).toBe(false)
  })
})

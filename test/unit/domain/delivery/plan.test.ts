import { describe, expect, it } from 'vitest'
import { outcomes } from '../../../../contract/delivery.ts'
import { dayMs, hourMs, minuteMs, secondMs } from '../../../../contract/time.ts'
import { closedBreaker } from '../../../../worker/domain/delivery/breaker.ts'
import {
  afterAttempt,
  type Delivering,
  type DeliveryPlan,
  type Tried,
  whileBreakerOpen,
} from '../../../../worker/domain/delivery/plan.ts'
import { untilChange } from '../../../../worker/domain/eligibility/criterion.ts'

const since = Date.UTC(2026, 10, 22, 9)

const fresh: Delivering = {
  state: 'referred',
  attempt: 1,
  everReached: false,
  since,
  breaker: closedBreaker,
  now: since,
  jitter: 0,
}

const tried = (outcome: Tried['outcome'], more: Partial<Tried> = {}): Tried => ({
  outcome,
  reached: true,
  disable: false,
  retryAfterMs: null,
  via: 'internet',
  ...more,
})

const refused = tried('error_retryable', { reached: false })

type Expected = Omit<DeliveryPlan, 'breaker'>

const end = (state: DeliveryPlan['state'], money: DeliveryPlan['money'], more: Partial<Expected> = {}): Expected => ({
  state,
  money,
  retryAt: null,
  goesTo: money === 'release' ? 'next-partner' : null,
  notices: [],
  ...more,
})

const again = (state: DeliveryPlan['state'], retryAt: number, notices: Expected['notices'] = []): Expected =>
  end(state, 'keep', { retryAt, notices })

const told = { notices: ['delivery-failed' as const] }
const toPerson = { goesTo: 'person' as const, notices: ['lead-refused' as const] }
const kept = { reroutesRefused: false }
const asked = { notices: ['delivery-unknown' as const] }

const plan = (of: Tried, delivering: Partial<Delivering> = {}): Expected => {
  const { breaker: _breaker, ...rest } = afterAttempt(of, { ...fresh, ...delivering })
  return rest
}

const table: [string, Tried, Partial<Delivering>, Expected][] = [
  ['accepted is delivered and charged', tried('accepted'), {}, end('delivered', 'settle')],
  ['accepted at the last try too', tried('accepted'), { attempt: 10, everReached: true }, end('delivered', 'settle')],
  ['rejected gives the hold back and goes on', tried('rejected'), {}, end('rejected', 'release')],
  ['duplicate gives the hold back and goes on', tried('duplicate'), {}, end('duplicate', 'release')],
  [
    'rejected, where the broker decides what refused leads do',
    tried('rejected'),
    kept,
    end('rejected', 'release', toPerson),
  ],
  ['duplicate, where the broker decides', tried('duplicate'), kept, end('duplicate', 'release', toPerson)],
  [
    'unknown, then rejected, where the broker decides',
    tried('rejected'),
    { ...kept, state: 'unknown', attempt: 2, everReached: true },
    end('rejected', 'release', toPerson),
  ],
  ['what failed goes on by itself all the same', tried('error_final'), kept, end('failed', 'release', told)],
  ['a final error too, and is told', tried('error_final'), {}, end('failed', 'release', told)],
  [
    'a poison job is dead at once, told, released and goes on',
    tried('error_final', { reached: false, via: null }),
    {},
    end('failed', 'release', told),
  ],

  ['a 500 is tried again after 5 s', tried('error_retryable'), {}, again('referred', since + 5 * secondMs)],
  [
    'a 500 goes to nobody else, however long it lasts',
    tried('error_retryable'),
    { attempt: 5, everReached: true, now: since + 10 * hourMs },
    again('referred', since + 15 * hourMs),
  ],
  [
    'a 503 that asks for two hours gets them',
    tried('error_retryable', { retryAfterMs: 2 * hourMs }),
    {},
    again('referred', since + 2 * hourMs),
  ],
  [
    'a 500 at the last try is failed, told, released and goes on',
    tried('error_retryable'),
    { attempt: 10, everReached: true },
    end('failed', 'release', told),
  ],

  [
    'where an earlier try was lost on its way, the end of all tries goes to nobody else: a person asks',
    refused,
    { attempt: 10, everReached: true, lost: true },
    end('unknown', 'keep', asked),
  ],
  [
    'and a final error in answer to the repeat says nothing of the lost one',
    tried('error_final'),
    { attempt: 2, everReached: true, lost: true },
    end('unknown', 'keep', asked),
  ],
  [
    'but what cannot even be written was never sent',
    tried('error_final', { via: null, reached: false }),
    { attempt: 2, everReached: true, lost: true },
    end('failed', 'release', told),
  ],

  ['nothing reached: tried again after 5 s', refused, {}, again('referred', since + 5 * secondMs)],
  [
    'nothing reached: the next look is at half an hour, not after it',
    refused,
    { attempt: 3, now: since + 6 * minuteMs },
    again('referred', since + 30 * minuteMs),
  ],
  [
    'nothing reached for half an hour: released, next partner, nobody is woken for it',
    refused,
    { attempt: 4, now: since + 30 * minuteMs },
    end('failed', 'release'),
  ],
  [
    'nothing reached for as long as the broker wants to wait',
    refused,
    { attempt: 1, failoverAfterMs: 0 },
    end('failed', 'release'),
  ],
  [
    'nothing reached, but the broker wants to wait for ever: the tries end it',
    refused,
    { attempt: 10, now: since + 3 * dayMs, failoverAfterMs: 9 * dayMs },
    end('failed', 'release', told),
  ],
  [
    'refused now, but an earlier try got through: it goes to nobody else',
    refused,
    { attempt: 4, everReached: true, now: since + hourMs },
    again('referred', since + 3 * hourMs),
  ],

  ['silence is unknown: hold kept, tried again', tried('unknown'), {}, again('unknown', since + 5 * secondMs)],
  [
    'still silence after half an hour: a person is told, and it goes to nobody else',
    tried('unknown'),
    { state: 'unknown', attempt: 4, everReached: true, now: since + 36 * minuteMs },
    again('unknown', since + 36 * minuteMs + 2 * hourMs, ['delivery-unknown']),
  ],
  [
    'silence to the end: a person decides',
    tried('unknown'),
    { state: 'unknown', attempt: 10, everReached: true },
    end('unknown', 'keep', asked),
  ],
  [
    'unknown, then accepted: charged once',
    tried('accepted'),
    { state: 'unknown', attempt: 2, everReached: true },
    end('delivered', 'settle'),
  ],
  [
    'unknown, then rejected: the partner’s plain word',
    tried('rejected'),
    { state: 'unknown', attempt: 2, everReached: true },
    end('rejected', 'release'),
  ],
  [
    'unknown, then duplicate: perhaps our own echo, so a person decides',
    tried('duplicate'),
    { state: 'unknown', attempt: 2, everReached: true },
    end('unknown', 'keep', asked),
  ],
  [
    'unknown, then a final error: it says nothing about the first try',
    tried('error_final'),
    { state: 'unknown', attempt: 2, everReached: true },
    end('unknown', 'keep', asked),
  ],
  [
    'unknown, then a 500',
    tried('error_retryable'),
    { state: 'unknown', attempt: 2, everReached: true },
    again('unknown', since + 5 * minuteMs),
  ],
  [
    'unknown, then refused for hours: never to another partner',
    refused,
    { state: 'unknown', attempt: 5, everReached: true, now: since + 9 * hourMs },
    again('unknown', since + 14 * hourMs),
  ],
  [
    'unknown, then refused to the end: a person decides',
    refused,
    { state: 'unknown', attempt: 10, everReached: true },
    end('unknown', 'keep', asked),
  ],
  [
    'a 500, then duplicate: perhaps our own echo as well',
    tried('duplicate'),
    { attempt: 2, everReached: true },
    end('unknown', 'keep', asked),
  ],
  [
    'a poison job after silence: nobody else gets it',
    tried('error_final', { reached: false, via: null }),
    { state: 'unknown', attempt: 2, everReached: true },
    end('unknown', 'keep', asked),
  ],

  [
    'a redelivery that is accepted charges nothing',
    tried('accepted'),
    { state: 'delivered' },
    end('delivered', 'keep'),
  ],
  ['a redelivery that is refused stays charged', tried('rejected'), { state: 'delivered' }, end('delivered', 'keep')],
  ['a redelivery that is a duplicate is fine', tried('duplicate'), { state: 'delivered' }, end('delivered', 'keep')],
  [
    'a redelivery that fails for good is told',
    tried('error_final'),
    { state: 'delivered' },
    end('delivered', 'keep', told),
  ],
  [
    'a redelivery is tried again',
    refused,
    { state: 'delivered', now: since + dayMs },
    again('delivered', since + dayMs + 5 * secondMs),
  ],
  [
    'a redelivery is given up in the end',
    tried('unknown'),
    { state: 'delivered', attempt: 10 },
    end('delivered', 'keep', told),
  ],

  [
    'accepted by the partner, then by its server: delivered, and charged already',
    tried('accepted'),
    { state: 'accepted' },
    end('delivered', 'keep'),
  ],
  [
    'accepted by the partner, rejected by its server: charged, told, and it goes to nobody else',
    tried('rejected'),
    { state: 'accepted' },
    end('accepted', 'keep', told),
  ],
  [
    'accepted by the partner, a duplicate to its server at once: told',
    tried('duplicate'),
    { state: 'accepted' },
    end('accepted', 'keep', told),
  ],
  [
    'accepted by the partner, a duplicate at a repeat: the first has arrived',
    tried('duplicate'),
    { state: 'accepted', attempt: 2, everReached: true },
    end('delivered', 'keep'),
  ],
  [
    'accepted by the partner, silence: tried again, and no longer unknown whose it is',
    tried('unknown'),
    { state: 'accepted' },
    again('accepted', since + 5 * secondMs),
  ],
  [
    'accepted by the partner, nothing reached for hours: tried on, never another partner',
    refused,
    { state: 'accepted', attempt: 5, now: since + 9 * hourMs },
    again('accepted', since + 14 * hourMs),
  ],
  [
    'accepted by the partner, given up in the end',
    refused,
    { state: 'accepted', attempt: 10 },
    end('accepted', 'keep', told),
  ],
]

describe('after a try it is promised that', () => {
  it.each(table)('%s', (_what, of, delivering, expected) => {
    expect(plan(of, delivering)).toEqual(expected)
  })

  it('a 410 switches the server off and tells both sides, beside what becomes of the lead', () => {
    const { notices, breaker, state } = afterAttempt(tried('error_final', { disable: true }), fresh)
    expect({ notices, state, until: breaker?.breakerUntil }).toEqual({
      notices: ['delivery-failed', 'delivery-disabled', 'delivery-disabled-broker'],
      state: 'failed',
      until: untilChange,
    })
  })

  it('five days down switch the server off, told once', () => {
    const breaker = { failures: 90, failingSince: since - 5 * dayMs, breakerUntil: since }
    const first = afterAttempt(refused, { ...fresh, breaker })
    expect(first.notices).toEqual(['delivery-disabled', 'delivery-disabled-broker'])
    expect(afterAttempt(refused, { ...fresh, breaker: first.breaker! }).notices).toEqual([])
  })

  it('nothing that may be with a partner is ever routed on, unless the partner or the last try says so', () => {
    for (const outcome of outcomes) {
      for (const reached of [true, false]) {
        for (let attempt = 1; attempt <= 11; attempt++) {
          const delivering = { ...fresh, state: 'unknown' as const, everReached: true, attempt, now: since + 9 * dayMs }
          const { goesTo, money, state } = afterAttempt(tried(outcome, { reached }), delivering)
          expect(goesTo).toBe(outcome === 'rejected' ? 'next-partner' : null)
          expect(money === 'keep').toBe(state === 'unknown')
        }
      }
    }
  })

  it('every cell of state, outcome, reach and setting keeps the laws', () => {
    const states = ['referred', 'accepted', 'unknown', 'delivered'] as const
    for (const state of states)
      for (const outcome of outcomes)
        for (const reached of [true, false])
          for (const everReached of [true, false])
            for (const reroutesRefused of [true, false])
              for (const attempt of [1, 4, 10])
                for (const now of [since, since + hourMs]) {
                  const delivering = { ...fresh, state, attempt, everReached, reroutesRefused, now }
                  const cell = afterAttempt(tried(outcome, { reached }), delivering)
                  const settled = state === 'accepted' || state === 'delivered'
                  const ended = ['rejected', 'duplicate', 'failed'].includes(cell.state)
                  const law = {
                    // Whoever was charged stays charged, and whoever is charged has it.
                    money: settled ? 'keep' : ended ? 'release' : cell.state === 'delivered' ? 'settle' : 'keep',
                    // A lead goes on exactly when it was given back, and to a person only when it was refused.
                    goesTo: !ended ? null : !reroutesRefused && cell.state !== 'failed' ? 'person' : 'next-partner',
                  }
                  expect({ delivering, outcome, money: cell.money, goesTo: cell.goesTo }).toEqual({
                    delivering,
                    outcome,
                    ...law,
                  })
                  if (ended || cell.state === 'delivered')
                    expect(cell.retryAt).toBe(state === 'delivered' ? cell.retryAt : null)
                  if (settled) expect(['accepted', 'delivered']).toContain(cell.state)
                  if (cell.state === 'unknown' || outcome === 'unknown') expect(cell.goesTo).toBeNull()
                  // Nothing is left lying without a next try or somebody who is told.
                  const lies = ['referred', 'unknown', 'accepted'].includes(cell.state) && cell.retryAt === null
                  expect(!lies || cell.notices.length > 0).toBe(true)
                }
  })

  it('the money is kept exactly as long as the referral is undecided', () => {
    for (const [, of, delivering, { state, money }] of table) {
      if (delivering.state === 'delivered' || delivering.state === 'accepted') continue
      const undecided = state === 'referred' || state === 'unknown'
      expect({ of, money: money === 'keep' }).toEqual({ of, money: undecided })
    }
  })
})

const open = { failures: 6, failingSince: since - hourMs, breakerUntil: since + 20 * minuteMs }
const off = { ...open, breakerUntil: untilChange }

const heldBack: [string, Partial<Delivering>, Expected][] = [
  ['the try waits for the probe', { breaker: open }, again('referred', since + 20 * minuteMs)],
  [
    'but never past half an hour, where nothing has reached the partner',
    { breaker: { ...open, breakerUntil: since + hourMs } },
    again('referred', since + 30 * minuteMs),
  ],
  ['then the lead goes on', { breaker: open, now: since + 30 * minuteMs }, end('failed', 'release')],
  ['a server that is switched off is not waited for', { breaker: off }, end('failed', 'release')],
  [
    'what a 500 may have reached goes to nobody else',
    { breaker: open, everReached: true, now: since + hourMs },
    again('referred', since + 20 * minuteMs),
  ],
  ['until the server is switched off', { breaker: off, everReached: true }, end('failed', 'release', told)],
  [
    'and then a person asks, where a try was lost on its way',
    { breaker: off, everReached: true, lost: true },
    end('unknown', 'keep', asked),
  ],
  [
    'what is unknown stays so',
    { breaker: open, state: 'unknown', everReached: true, now: since + dayMs },
    again('unknown', since + 20 * minuteMs),
  ],
  [
    'and a person decides when the server is switched off',
    { breaker: off, state: 'unknown', everReached: true },
    end('unknown', 'keep', asked),
  ],
  ['what its partner accepted waits', { breaker: open, state: 'accepted' }, again('accepted', since + 20 * minuteMs)],
  ['or a person sees to it', { breaker: off, state: 'accepted' }, end('accepted', 'keep', told)],
  ['a redelivery waits', { breaker: open, state: 'delivered' }, again('delivered', since + 20 * minuteMs)],
  ['or is given up', { breaker: off, state: 'delivered' }, end('delivered', 'keep', told)],
]

describe('while the breaker is open it is promised that', () => {
  it.each(heldBack)('%s', (_what, delivering, expected) => {
    expect(whileBreakerOpen({ ...fresh, ...delivering })).toEqual({ ...expected, breaker: null })
  })

  it('those that wait do not come back in the same moment', () => {
    const { retryAt } = whileBreakerOpen({ ...fresh, breaker: open, jitter: 1 })
    expect(retryAt).toBe(since + 21 * minuteMs)
  })
})

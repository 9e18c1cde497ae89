import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { referralStates } from '../../../../contract/referral.ts'
import { minuteMs } from '../../../../contract/time.ts'
import { acceptByOf, afterAct, isOffer, offerActs, toldAt } from '../../../../worker/domain/delivery/offer.ts'

const now = Date.UTC(2026, 10, 23, 9)
const open = { state: 'referred', acceptBy: now + minuteMs, now, reroutesRefused: true } as const
const over = { ...open, acceptBy: now } as const

const accepted = { done: true, state: 'accepted', money: 'settle', goesTo: 'deliver' }
const rejected = (goesTo: string) => ({ done: true, state: 'rejected', money: 'release', goesTo })
const not = (because: string) => ({ done: false, because })

describe('of an offer it is promised that', () => {
  it.each([
    ['it may be accepted in its time', 'accept', open, accepted],
    ['it may be accepted until the last millisecond', 'accept', { ...open, acceptBy: now + 1 }, accepted],
    ['it may not be accepted from its instant on', 'accept', over, not('OFFER_LAPSED')],
    ['it may be declined, and goes on', 'decline', open, rejected('next-partner')],
    ['it may be declined while nobody has looked at the clock', 'decline', over, rejected('next-partner')],
    [
      'declined, it waits for a person where the broker wants that',
      'decline',
      { ...open, reroutesRefused: false },
      rejected('person'),
    ],
    ['it does not lapse in its time', 'lapse', open, not('NOT_DUE')],
    ['it lapses at its instant, and goes on', 'lapse', over, rejected('next-partner')],
    ['lapsed, it always goes on', 'lapse', { ...over, reroutesRefused: false }, rejected('next-partner')],
    ['a referral that need not be accepted cannot be', 'accept', { ...open, acceptBy: null }, not('NOT_OFFERED')],
    ['nor declined', 'decline', { ...open, acceptBy: null }, not('NOT_OFFERED')],
  ] as const)('%s', (_what, act, offer, expected) => {
    expect(afterAct(act, offer)).toEqual(expected)
  })

  it('every cell of state and act but those of an open offer is refused', () => {
    for (const state of referralStates)
      for (const act of offerActs)
        for (const acceptBy of [null, now - 1, now + 1]) {
          const plan = afterAct(act, { state, acceptBy, now, reroutesRefused: true })
          if (!isOffer({ state, acceptBy })) expect(plan).toEqual(not('NOT_OFFERED'))
          else expect(plan.done || plan.because !== 'NOT_OFFERED').toBe(true)
        }
  })

  it('no instant allows both to accept it and to let it lapse, and every instant allows one', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), fc.boolean(), (ahead, reroutesRefused) => {
        const offer = { ...open, acceptBy: now + ahead, reroutesRefused }
        expect(afterAct('accept', offer).done).toBe(!afterAct('lapse', offer).done)
      }),
    )
  })

  it('whoever ends it as rejected gives the hold back, and whoever is charged gets the lead', () => {
    for (const act of offerActs)
      for (const offer of [open, over]) {
        const plan = afterAct(act, offer)
        if (plan.done) expect(plan.money).toBe(plan.goesTo === 'deliver' ? 'settle' : 'release')
      }
  })
})

describe('of its time it is promised that', () => {
  const asked = { now, deliverAfter: 0, minutes: 30, method: 'immediate' } as const

  it.each([
    ['it counts from now', asked, now + 30 * minuteMs],
    [
      'it counts from when the partner opens, where its leads wait',
      { ...asked, deliverAfter: now + 90 * minuteMs },
      now + 120 * minuteMs,
    ],
    ['without minutes nobody need accept', { ...asked, minutes: 0 }, null],
    ['a call is accepted by taking it', { ...asked, method: 'transfer' }, null],
    ['one by hand is offered too', { ...asked, method: 'manual' }, now + 30 * minuteMs],
  ] as const)('%s', (_what, given, expected) => {
    expect(acceptByOf(given)).toBe(expected)
  })

  it('a job that tells it late takes nothing from it', () => {
    const acceptBy = now + 30 * minuteMs
    expect(toldAt(now + 45 * minuteMs, { acceptBy, since: now })).toBe(now + 75 * minuteMs)
    expect(toldAt(now, { acceptBy, since: now })).toBe(acceptBy)
    expect(toldAt(now - 1, { acceptBy, since: now })).toBe(acceptBy)
  })
})

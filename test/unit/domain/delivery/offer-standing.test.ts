import { describe, expect, it } from 'vitest'
import type { ReferralState } from '../../../../contract/referral.ts'
import { type OfferStanding, offerStanding } from '../../../../worker/domain/delivery/offer-standing.ts'

const acceptBy = 1000

describe('how an offer stands promises that', () => {
  it.each<[string, ReferralState, number | null, number, 'declined' | 'lapsed' | null, OfferStanding]>([
    ['it is open until before its time', 'referred', acceptBy, 999, null, 'open'],
    ['it has lapsed from then on, swept or not', 'referred', acceptBy, 1000, null, 'lapsed'],
    ['one that the sweep ended has lapsed', 'rejected', acceptBy, 2000, 'lapsed', 'lapsed'],
    ['its partner’s no is a no, before its time and after', 'rejected', acceptBy, 500, 'declined', 'declined'],
    ['an accepted one is on its way', 'accepted', null, 500, null, 'accepted'],
    ['an accepted one stays so when it is delivered', 'delivered', null, 5000, null, 'accepted'],
    ['an accepted one stays so when it is returned', 'returned', null, 5000, null, 'accepted'],
    ['one that was called back was taken back', 'unreferred', acceptBy, 500, null, 'taken-back'],
    ['so was one that was called back after its acceptance', 'unreferred', null, 500, null, 'taken-back'],
    ['so was one that a person ended without the partner', 'rejected', acceptBy, 500, null, 'taken-back'],
  ])('%s', (_, state, by, now, said, expected) => {
    expect(offerStanding({ state, acceptBy: by, now, said })).toBe(expected)
  })
})

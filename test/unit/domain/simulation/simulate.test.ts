import { describe, expect, it } from 'vitest'
import { hourMs } from '../../../../contract/time.ts'
import type { PastReferral } from '../../../../worker/domain/simulation/past.ts'
import { type Future, simulate } from '../../../../worker/domain/simulation/simulate.ts'
import { pastOf, settingsOf, windowStart } from '../../../support/simulated.ts'

/** Who has the leads, in the order in which they came: `1`, `2 3` for two partners, `-` for nobody. */
const takers = (future: Future, leads: number): string =>
  Array.from({ length: leads }, (_, i) => future.taken.get(`lead ${i}`) ?? [])
    .map((taken) => taken.map(({ partnerId }) => partnerId).join(' ') || '-')
    .join(', ')

const real = (partnerId: number, rest: Partial<PastReferral> = {}): PastReferral => ({
  partnerId,
  leadTypeId: 1,
  at: windowStart,
  priceMinor: 1000,
  byHand: false,
  turnedDown: false,
  hasPerson: true,
  ...rest,
})

const four = [{}, {}, {}, {}]

describe('simulate', () => {
  it('promises that equal partners take turns', () => {
    const settings = settingsOf([{ id: 1 }, { id: 2 }, { id: 3 }])
    expect(takers(simulate(pastOf(four), settings), 4)).toBe('1, 2, 3, 1')
  })

  it('promises that a higher priority and a higher price come first where the type says so', () => {
    const first = settingsOf([{ id: 1 }, { id: 2, setup: { priority: 1 } }])
    expect(takers(simulate(pastOf(four), first), 4)).toBe('2, 2, 2, 2')
    const dearest = settingsOf([{ id: 1 }, { id: 2, setup: { priceMinor: 1200 } }], { selection: 'price' })
    expect(takers(simulate(pastOf(four), dearest), 4)).toBe('2, 2, 2, 2')
  })

  it('promises that weighted partners keep to their weights', () => {
    const settings = settingsOf([{ id: 1, setup: { weight: 3 } }, { id: 2 }], { selection: 'weighted' })
    const future = simulate(
      pastOf(
        Array.from({ length: 40 }, () => ({})),
        { availableMinor: new Map([1, 2].map((id) => [id, 100_000])) },
      ),
      settings,
    )
    const got = [...future.taken.values()].flat().filter(({ partnerId }) => partnerId === 1)
    expect(got).toHaveLength(30)
  })

  it('promises that money runs out, comes back with a payment, and wakes whoever was parked for it', () => {
    const settings = settingsOf([{ id: 1 }])
    const past = pastOf([{}, {}, {}, {}], {
      availableMinor: new Map([[1, 1000]]),
      events: [{ kind: 'money', at: windowStart + 2.5 * hourMs, partnerId: 1, availableMinor: 1500 }],
    })
    const future = simulate(past, settings)
    expect(takers(future, 4)).toBe('1, -, -, 1')
    expect([...future.unserved]).toEqual([
      ['lead 1', new Set(['NO_CREDIT'])],
      ['lead 2', new Set(['NO_CREDIT'])],
    ])
  })

  it('promises that a daily limit counts what came before the window, and ends with the day', () => {
    const settings = settingsOf([{ id: 1, partner: { dailyLimit: 3 } }])
    const counts = [{ partnerId: 1, leadTypeId: 1, day: 20260303, month: 202603, leads: 2 }]
    const leads = [0, 1, 2, 13].map((hours) => ({ at: windowStart + hours * hourMs }))
    expect(takers(simulate(pastOf(leads, { counts }), settings), 4)).toBe('1, -, -, 1')
  })

  it('promises that a lead waits as long as its type says, and is taken when somebody opens', () => {
    const schedule = { windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '15:00', to: '16:00' }] }
    const buyers = [{ id: 1, partner: { schedule } }]
    const leads = [{}, { at: windowStart + 5 * hourMs }]
    const waits = simulate(pastOf(leads), settingsOf(buyers, { holdHours: 4 }))
    expect(takers(waits, 2)).toBe('1, -')
    expect(waits.unserved.get('lead 1')).toEqual(new Set(['OUTSIDE_SCHEDULE']))
    const waitsLonger = simulate(pastOf(leads), settingsOf(buyers, { holdHours: 24 }))
    expect(takers(waitsLonger, 2)).toBe('1, 1')
    const waitsNot = simulate(pastOf(leads), settingsOf(buyers))
    expect(takers(waitsNot, 2)).toBe('-, -')
  })

  it('promises that who turned a lead down in truth turns it down again, pays nothing and keeps its cap', () => {
    const settings = settingsOf([{ id: 1, partner: { dailyLimit: 1 } }, { id: 2 }])
    const past = pastOf([{ referrals: [real(1, { turnedDown: true, hasPerson: false })] }, {}, {}])
    const future = simulate(past, settings)
    expect(takers(future, 3)).toBe('2, 1, 2')
  })

  it('promises that a lead goes to as many as its scope says, and to nobody twice', () => {
    const settings = settingsOf([{ id: 1 }, { id: 2 }, { id: 3 }], { scope: 2 })
    expect(takers(simulate(pastOf([{}, {}]), settings), 2)).toBe('1 2, 3 1')
    expect(takers(simulate(pastOf([{}]), settingsOf([{ id: 1 }], { scope: 2 })), 1)).toBe('1')
  })

  it('promises that a person who is known to a partner is not referred to it again in its window', () => {
    const settings = settingsOf([{ id: 1, partner: { repeatDays: 1 } }])
    const keys = [{ kind: 'email', key: 'somebody' }] as const
    const leads = [0, 23, 25].map((hours) => ({ keys, at: windowStart + hours * hourMs }))
    expect(takers(simulate(pastOf(leads), settings), 3)).toBe('1, -, 1')
    const people = [
      {
        ...{ leadId: 'before', at: windowStart - hourMs, leadGroupId: 1, originalId: 'before', originalAt: 0, keys },
        referrals: [{ partnerId: 1, at: windowStart - hourMs, hasPerson: true }],
      },
    ]
    expect(takers(simulate(pastOf(leads, { people }), settings), 3)).toBe('-, -, 1')
  })

  it('promises that leads of a type that is referred by hand stay where a person sent them, and count', () => {
    const settings = settingsOf([{ id: 1 }, { id: 2 }], { referralMethod: 'manual' })
    const past = pastOf([{ referrals: [real(2, { byHand: true }), real(1)] }, {}])
    const future = simulate(past, settings)
    expect(takers(future, 2)).toBe('2, -')
    expect([future.leftToPerson, future.unserved.size]).toEqual([2, 0])
  })

  it('promises that what is not routed anew uses caps and money as it did', () => {
    const settings = settingsOf([{ id: 1, partner: { dailyLimit: 3 } }])
    const events = [{ kind: 'referral' as const, ...real(1, { leadTypeId: 9, at: windowStart + 0.5 * hourMs }) }]
    expect(takers(simulate(pastOf([{}, {}], { events }), settings), 2)).toBe('1, 1')
    const both = [...events, { kind: 'referral' as const, ...real(1, { at: windowStart + 0.6 * hourMs }) }]
    expect(takers(simulate(pastOf([{}, {}], { events: both }), settings), 2)).toBe('1, -')
  })

  it('promises that a lead where nobody is at all says so', () => {
    const future = simulate(pastOf([{}]), settingsOf([{ id: 1, places: [77] }]))
    expect(future.unserved.get('lead 0')).toEqual(new Set(['NOBODY_THERE']))
  })

  it('promises that the same past and the same settings always give the same future', () => {
    const [past, settings] = [pastOf(four), settingsOf([{ id: 1 }, { id: 2 }])]
    expect(simulate(past, settings)).toEqual(simulate(past, settings))
  })
})

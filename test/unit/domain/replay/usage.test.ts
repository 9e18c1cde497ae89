import { describe, expect, it } from 'vitest'
import { availableAt, type PastLine } from '../../../../worker/domain/replay/account.ts'
import { breakerUntilAt } from '../../../../worker/domain/replay/breaker-then.ts'
import { type CountedReferral, countsAt } from '../../../../worker/domain/replay/usage.ts'

const at = (text: string): number => Date.parse(text)
const leadId = 'lead_0195e2f4-6a3c-7b21-8d4e-5f6000000000'

const referral = (when: string, more: Partial<CountedReferral> = {}): CountedReferral => ({
  leadId: `lead of ${when}`,
  leadTypeId: 1,
  referredAt: at(when),
  givenBackAt: null,
  ...more,
})

describe('what was used of the limits', () => {
  const referrals = [
    referral('2026-02-28T23:59:59Z'),
    referral('2026-03-01T00:00:00Z'),
    referral('2026-03-28T12:00:00Z', { leadTypeId: 2 }),
    referral('2026-03-29T00:00:00Z', { givenBackAt: at('2026-03-29T09:00:00Z') }),
    referral('2026-03-29T22:59:59Z'),
    referral('2026-03-29T23:00:00Z'),
  ]

  it.each([
    // A day of 23 hours: it ends at 23:00 UTC.
    ['2026-03-29T08:59:59Z', 'Europe/London', { today: 1, thisMonth: 3, typeToday: 1, typeThisMonth: 2 }],
    ['2026-03-29T09:00:00Z', 'Europe/London', { today: 0, thisMonth: 2, typeToday: 0, typeThisMonth: 1 }],
    ['2026-03-29T22:59:59Z', 'Europe/London', { today: 1, thisMonth: 3, typeToday: 1, typeThisMonth: 2 }],
    ['2026-03-29T23:00:00Z', 'Europe/London', { today: 1, thisMonth: 4, typeToday: 1, typeThisMonth: 3 }],
    // West of it, the first of March has not begun when London's has.
    ['2026-03-01T01:00:00Z', 'America/New_York', { today: 2, thisMonth: 2, typeToday: 2, typeThisMonth: 2 }],
  ])('promises at %s in %s the calendar day and month of that zone', (when, zone, counts) => {
    expect(countsAt(referrals, { zone, at: at(when), leadTypeId: 1 })).toEqual(counts)
  })

  it("promises that a lead's own referral does not count before its own decision", () => {
    const own = referral('2026-03-29T22:59:59Z', { leadId })
    const about = { zone: 'Europe/London', at: own.referredAt, leadTypeId: 1 }
    expect(countsAt([own], { ...about, except: leadId }).today).toBe(0)
    expect(countsAt([own], about).today).toBe(1)
    expect(countsAt([own], { ...about, at: about.at + 1, except: leadId }).today).toBe(1)
  })
})

describe('what could be spent', () => {
  const line = (id: string, when: number, amount: number, balance: number, held: number): PastLine => ({
    id,
    at: when,
    amount,
    balance,
    held,
  })
  const lines = [
    line('payment:1', 100, 5000, 5000, 0),
    line(`hold:ref_${leadId.slice(5, -8)}00000002`, 200, 1000, 5000, 1000),
    line('hold:ref_0195e2f4-6a3c-7b21-8d4e-5f6100000002', 200, 700, 5000, 1700),
    line('settle:x', 300, 1000, 4000, 700),
  ]

  it.each([
    [99, null, 0],
    [100, null, 5000],
    [200, null, 3300],
    [200, leadId, 4300],
    [300, leadId, 3300],
  ])('promises at %i, before the decision of %s, %i', (when, except, available) => {
    expect(availableAt(lines, { at: when, except })).toBe(available)
  })
})

describe('the breaker', () => {
  it.each([
    [50, 0],
    [100, 900],
    [250, 900],
    [300, 0],
  ])('promises at %i what it was then', (when, until) => {
    const moments = [
      { at: 100, breakerUntil: 900 },
      { at: 300, breakerUntil: 0 },
    ]
    expect(breakerUntilAt(moments, when)).toBe(until)
  })
})

import { describe, expect, it } from 'vitest'
import { periodAt } from '../../../../worker/domain/schedule/period.ts'

const minute = 60_000
const iso = (text: string) => new Date(text).toISOString()

const at = (zone: string, now: string) => {
  const { day, month, dayStarts, dayEnds, monthEnds } = periodAt(zone, Date.parse(now))
  const [starts, ends, monthIsOver] = [dayStarts, dayEnds, monthEnds].map((instant) => new Date(instant).toISOString())
  return { day, month, starts, ends, monthIsOver }
}

interface Case {
  title: string
  zone: string
  now: string
  day: number
  starts: string
  ends: string
  monthIsOver: string
}

const cases: Case[] = [
  {
    title: "London's shortest day has 23 hours (D12)",
    zone: 'Europe/London',
    now: '2026-03-29T12:00Z',
    day: 20260329,
    starts: '2026-03-29T00:00Z',
    ends: '2026-03-29T23:00Z',
    monthIsOver: '2026-03-31T23:00Z',
  },
  {
    title: "London's longest day has 25 hours (D12)",
    zone: 'Europe/London',
    now: '2026-10-25T12:00Z',
    day: 20261025,
    starts: '2026-10-24T23:00Z',
    ends: '2026-10-26T00:00Z',
    monthIsOver: '2026-11-01T00:00Z',
  },
  {
    title: 'a day starts with its midnight',
    zone: 'Europe/London',
    now: '2026-06-30T23:00Z',
    day: 20260701,
    starts: '2026-06-30T23:00Z',
    ends: '2026-07-01T23:00Z',
    monthIsOver: '2026-07-31T23:00Z',
  },
  {
    title: 'and lasts until the last millisecond before the next',
    zone: 'Europe/London',
    now: '2026-06-30T22:59:59.999Z',
    day: 20260630,
    starts: '2026-06-29T23:00Z',
    ends: '2026-06-30T23:00Z',
    monthIsOver: '2026-06-30T23:00Z',
  },
  {
    title: 'New Year comes early in Kathmandu',
    zone: 'Asia/Kathmandu',
    now: '2026-12-31T18:15Z',
    day: 20270101,
    starts: '2026-12-31T18:15Z',
    ends: '2027-01-01T18:15Z',
    monthIsOver: '2027-01-31T18:15Z',
  },
  {
    title: 'New Year comes late in New York',
    zone: 'America/New_York',
    now: '2027-01-01T04:59Z',
    day: 20261231,
    starts: '2026-12-31T05:00Z',
    ends: '2027-01-01T05:00Z',
    monthIsOver: '2027-01-01T05:00Z',
  },
  {
    title: 'February of a leap year has 29 days',
    zone: 'Europe/London',
    now: '2028-02-29T12:00Z',
    day: 20280229,
    starts: '2028-02-29T00:00Z',
    ends: '2028-03-01T00:00Z',
    monthIsOver: '2028-03-01T00:00Z',
  },
  {
    title: 'Lord Howe gains half an hour',
    zone: 'Australia/Lord_Howe',
    now: '2026-04-05T00:00Z',
    day: 20260405,
    starts: '2026-04-04T13:00Z',
    ends: '2026-04-05T13:30Z',
    monthIsOver: '2026-04-30T13:30Z',
  },
  {
    title: 'Samoa goes from the 29th straight to the 31st',
    zone: 'Pacific/Apia',
    now: '2011-12-30T09:59Z',
    day: 20111229,
    starts: '2011-12-29T10:00Z',
    ends: '2011-12-30T10:00Z',
    monthIsOver: '2011-12-31T10:00Z',
  },
  {
    title: 'Samoa never has the 30th',
    zone: 'Pacific/Apia',
    now: '2011-12-30T10:00Z',
    day: 20111231,
    starts: '2011-12-30T10:00Z',
    ends: '2011-12-31T10:00Z',
    monthIsOver: '2011-12-31T10:00Z',
  },
  {
    title: 'a day whose midnight is skipped starts at the jump',
    zone: 'America/Santiago',
    now: '2026-09-06T12:00Z',
    day: 20260906,
    starts: '2026-09-06T04:00Z',
    ends: '2026-09-07T03:00Z',
    monthIsOver: '2026-10-01T03:00Z',
  },
  {
    title: 'a day that has begun does not end when clocks go back over its midnight',
    zone: 'America/St_Johns',
    now: '2010-11-07T02:45Z',
    day: 20101107,
    starts: '2010-11-07T02:30Z',
    ends: '2010-11-08T03:30Z',
    monthIsOver: '2010-12-01T03:30Z',
  },
]

describe('calendar periods: it promises that', () => {
  it.each(cases)('$title', ({ zone, now, day, starts, ends, monthIsOver }) => {
    expect(at(zone, now)).toEqual({
      day,
      month: Math.floor(day / 100),
      starts: iso(starts),
      ends: iso(ends),
      monthIsOver: iso(monthIsOver),
    })
  })

  const zones = [
    'Europe/London',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Africa/Casablanca',
    'UTC',
  ]
  it.each(zones)('days follow each other without a gap and keys only grow, two years long in %s', (zone) => {
    const start = Date.parse('2026-01-01T12:00Z')
    let today = periodAt(zone, start)
    while (today.dayEnds < start + 730 * 24 * 60 * minute) {
      const next = periodAt(zone, today.dayEnds)
      expect(next.dayStarts).toBe(today.dayEnds)
      expect(next.day).toBeGreaterThan(today.day)
      expect(next.month === today.month ? next.monthEnds : next.dayStarts).toBe(today.monthEnds)
      today = next
    }
  })

  it('what was asked before changes no answer', () => {
    const instants = ['2026-03-28T23:59Z', '2026-03-29T00:00Z', '2026-03-29T22:59Z', '2026-03-29T23:00Z']
    const inOrder = instants.map((now) => at('Europe/London', now))
    const backwards = instants.toReversed().map((now) => at('Europe/London', now))
    expect(backwards.toReversed()).toEqual(inOrder)
    expect(inOrder.map(({ day }) => day)).toEqual([20260328, 20260329, 20260329, 20260330])
  })
})

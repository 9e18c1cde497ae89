import { describe, expect, it } from 'vitest'
import type { Schedule } from '../../../../contract/schedule.ts'
import { untilChange } from '../../../../worker/domain/eligibility/criterion.ts'
import { windowAt } from '../../../../worker/domain/schedule/window.ts'

const everyDay = [1, 2, 3, 4, 5, 6, 7]
const workdays = [1, 2, 3, 4, 5]

/** Windows as `9:00-17:00 on days`, in one line. */
const schedule = (...windows: [days: number[], from: string, to: string][]): Schedule => ({
  windows: windows.map(([days, from, to]) => ({ days, from, to })),
})

interface Case {
  title: string
  zone: string
  schedule: Schedule
  now: string
  from: string
  until: string
}

const at = ({ zone, schedule, now }: Case) => {
  const { from, until } = windowAt(schedule, zone, Date.parse(now))
  return { from: new Date(from).toISOString(), until: new Date(until).toISOString() }
}

const promise = (cases: Case[]) =>
  it.each(cases)('$title', (each) => {
    const { from, until } = each
    expect(at(each)).toEqual({ from: new Date(from).toISOString(), until: new Date(until).toISOString() })
  })

describe('round the clock: it promises that', () => {
  const always = { from: 0, until: untilChange }

  it.each<{ title: string; schedule: Schedule | null }>([
    { title: 'no schedule never closes', schedule: null },
    { title: 'whole days on every day never close', schedule: schedule([everyDay, '00:00', '24:00']) },
    {
      title: 'windows that together fill the week never close',
      schedule: schedule([everyDay, '06:00', '22:00'], [everyDay, '21:00', '06:00']),
    },
    { title: 'whole days from noon to noon never close', schedule: schedule([everyDay, '12:00', '12:00']) },
  ])('$title', ({ schedule }) => {
    expect(windowAt(schedule, 'Europe/London', Date.parse('2026-03-29T01:30:00Z'))).toEqual(always)
  })
})

describe('the window of an ordinary week in London in winter: it promises that', () => {
  const zone = 'Europe/London'
  const office = schedule([workdays, '09:00', '17:30'])
  const monday = { from: '2026-03-02T09:00Z', until: '2026-03-02T17:30Z' }
  const tuesday = { from: '2026-03-03T09:00Z', until: '2026-03-03T17:30Z' }
  const night = schedule([[7], '22:00', '02:00'])
  const sunday = { from: '2026-03-01T22:00Z', until: '2026-03-02T02:00Z' }

  promise([
    { title: 'before it opens, today counts', zone, schedule: office, now: '2026-03-02T08:59:59.999Z', ...monday },
    { title: 'the start is inside', zone, schedule: office, now: '2026-03-02T09:00Z', ...monday },
    { title: 'the last millisecond is inside', zone, schedule: office, now: '2026-03-02T17:29:59.999Z', ...monday },
    { title: 'the end is not', zone, schedule: office, now: '2026-03-02T17:30Z', ...tuesday },
    { title: 'a weekend leads to Monday', zone, schedule: office, now: '2026-02-27T17:30Z', ...monday },
    { title: 'a night belongs to the day it starts on', zone, schedule: night, now: '2026-03-01T23:59Z', ...sunday },
    { title: 'a night goes on into the next week', zone, schedule: night, now: '2026-03-02T01:59Z', ...sunday },
    {
      title: 'a night that is over is a week away',
      zone,
      schedule: night,
      now: '2026-03-02T02:00Z',
      from: '2026-03-08T22:00Z',
      until: '2026-03-09T02:00Z',
    },
    {
      title: '24:00 and 00:00 of the next day adjoin',
      zone,
      schedule: schedule([[1], '18:00', '24:00'], [[2], '00:00', '02:00']),
      now: '2026-03-03T01:00Z',
      from: '2026-03-02T18:00Z',
      until: '2026-03-03T02:00Z',
    },
    {
      title: 'Sunday and Monday adjoin across the end of the week',
      zone,
      schedule: schedule([[7], '20:00', '24:00'], [[1], '00:00', '08:00']),
      now: '2026-03-01T19:00Z',
      from: '2026-03-01T20:00Z',
      until: '2026-03-02T08:00Z',
    },
    {
      title: 'overlapping windows are one',
      zone,
      schedule: schedule([[2], '09:00', '13:00'], [[2], '10:00', '11:00'], [[2], '12:00', '18:00']),
      now: '2026-03-03T12:30Z',
      from: '2026-03-03T09:00Z',
      until: '2026-03-03T18:00Z',
    },
    {
      title: 'a lunch break closes',
      zone,
      schedule: schedule([[2], '09:00', '12:00'], [[2], '13:00', '18:00']),
      now: '2026-03-03T12:00Z',
      from: '2026-03-03T13:00Z',
      until: '2026-03-03T18:00Z',
    },
  ])
})

describe('the window when clocks change: it promises that', () => {
  const london = 'Europe/London'
  const early = schedule([[7], '01:30', '05:00'])
  const inside = schedule([[7], '01:10', '01:40'])
  const over = schedule([[6], '22:00', '01:30'])

  promise([
    {
      title: 'a start that spring skips opens at the jump',
      zone: london,
      schedule: early,
      now: '2026-03-29T00:59Z',
      from: '2026-03-29T01:00Z',
      until: '2026-03-29T04:00Z',
    },
    {
      title: 'an end that spring skips closes at the jump',
      zone: london,
      schedule: over,
      now: '2026-03-29T00:59Z',
      from: '2026-03-28T22:00Z',
      until: '2026-03-29T01:00Z',
    },
    {
      title: 'a window that spring skips altogether is left out',
      zone: london,
      schedule: inside,
      now: '2026-03-29T00:00Z',
      from: '2026-04-05T00:10Z',
      until: '2026-04-05T00:40Z',
    },
    {
      title: 'a window that starts where the skipped hour ends is open when the one before it ends',
      zone: london,
      schedule: schedule([[7], '00:00', '01:00'], [[7], '02:00', '03:00']),
      now: '2026-03-29T01:00Z',
      from: '2026-03-29T01:00Z',
      until: '2026-03-29T02:00Z',
    },
    {
      title: 'a start in the doubled hour opens the first time, for good',
      zone: london,
      schedule: early,
      now: '2026-10-25T01:10Z',
      from: '2026-10-25T00:30Z',
      until: '2026-10-25T05:00Z',
    },
    {
      title: 'an end in the doubled hour closes the first time, for good',
      zone: london,
      schedule: over,
      now: '2026-10-25T00:30Z',
      from: '2026-10-31T22:00Z',
      until: '2026-11-01T01:30Z',
    },
    {
      title: 'a window inside the doubled hour opens the first time',
      zone: london,
      schedule: inside,
      now: '2026-10-25T00:20Z',
      from: '2026-10-25T00:10Z',
      until: '2026-10-25T00:40Z',
    },
    {
      title: 'a window inside the doubled hour does not open a second time',
      zone: london,
      schedule: inside,
      now: '2026-10-25T01:20Z',
      from: '2026-11-01T01:10Z',
      until: '2026-11-01T01:40Z',
    },
    {
      title: 'a night that ends after the doubled hour is an hour longer',
      zone: 'America/New_York',
      schedule: schedule([[6], '22:00', '02:00']),
      now: '2026-11-01T06:30Z',
      from: '2026-11-01T02:00Z',
      until: '2026-11-01T07:00Z',
    },
    {
      title: 'half an hour is skipped on Lord Howe',
      zone: 'Australia/Lord_Howe',
      schedule: schedule([[7], '02:15', '03:00']),
      now: '2026-10-03T15:00Z',
      from: '2026-10-03T15:30Z',
      until: '2026-10-03T16:00Z',
    },
    {
      title: 'a quarter of an hour of Kathmandu is kept',
      zone: 'Asia/Kathmandu',
      schedule: schedule([[1], '09:00', '17:00']),
      now: '2026-06-01T03:00Z',
      from: '2026-06-01T03:15Z',
      until: '2026-06-01T11:15Z',
    },
    {
      title: 'a Friday that Samoa never had does not open',
      zone: 'Pacific/Apia',
      schedule: schedule([[5], '09:00', '17:00']),
      now: '2011-12-30T09:00Z',
      from: '2012-01-05T19:00Z',
      until: '2012-01-06T03:00Z',
    },
    {
      title: 'a night into the Friday that Samoa never had ends with Thursday',
      zone: 'Pacific/Apia',
      schedule: schedule([[4], '22:00', '06:00']),
      now: '2011-12-30T09:00Z',
      from: '2011-12-30T08:00Z',
      until: '2011-12-30T10:00Z',
    },
    {
      title: 'a night out of the Friday that Samoa never had starts with Saturday',
      zone: 'Pacific/Apia',
      schedule: schedule([[5], '22:00', '06:00']),
      now: '2011-12-30T09:00Z',
      from: '2011-12-30T10:00Z',
      until: '2011-12-30T16:00Z',
    },
    {
      title: "Casablanca's clocks go back for Ramadan",
      zone: 'Africa/Casablanca',
      schedule: schedule([[7], '02:30', '09:00']),
      now: '2026-02-15T01:00Z',
      from: '2026-02-15T01:30Z',
      until: '2026-02-15T09:00Z',
    },
  ])
})

describe('the window around a holiday: it promises that', () => {
  const zone = 'Europe/London'
  const office = schedule([workdays, '09:00', '17:30'])
  const nights = schedule([everyDay, '22:00', '06:00'])
  const always = schedule([everyDay, '00:00', '24:00'])
  const except = (base: Schedule, ...holidays: NonNullable<Schedule['holidays']>): Schedule => ({ ...base, holidays })
  /** From a Thursday to a Sunday. */
  const christmas = { from: '2026-12-24', to: '2026-12-27' }

  promise([
    {
      title: 'a day that is a holiday stays closed',
      zone,
      schedule: except(office, { from: '2026-03-03' }),
      now: '2026-03-03T12:00Z',
      from: '2026-03-04T09:00Z',
      until: '2026-03-04T17:30Z',
    },
    {
      title: 'the day before is open to its end',
      zone,
      schedule: except(office, { from: '2026-03-03' }),
      now: '2026-03-02T17:29Z',
      from: '2026-03-02T09:00Z',
      until: '2026-03-02T17:30Z',
    },
    {
      title: 'both ends of a spell are closed',
      zone,
      schedule: except(office, christmas),
      now: '2026-12-24T09:00Z',
      from: '2026-12-28T09:00Z',
      until: '2026-12-28T17:30Z',
    },
    {
      title: 'holidays that follow each other or overlap are one',
      zone,
      schedule: except(
        office,
        { from: '2026-03-04', to: '2026-03-05' },
        { from: '2026-03-03' },
        { from: '2026-03-05' },
      ),
      now: '2026-03-03T00:00Z',
      from: '2026-03-06T09:00Z',
      until: '2026-03-06T17:30Z',
    },
    {
      title: 'a night that began the evening before ends as always',
      zone,
      schedule: except(nights, { from: '2026-03-03' }),
      now: '2026-03-03T05:59Z',
      from: '2026-03-02T22:00Z',
      until: '2026-03-03T06:00Z',
    },
    {
      title: 'a night of a holiday does not begin, not even the morning after',
      zone,
      schedule: except(nights, { from: '2026-03-03' }),
      now: '2026-03-03T06:00Z',
      from: '2026-03-04T22:00Z',
      until: '2026-03-05T06:00Z',
    },
    {
      title: 'what never closes runs up to the midnight before its first holiday',
      zone,
      schedule: except(always, christmas),
      now: '2026-12-23T12:00Z',
      from: '1970-01-01T00:00Z',
      until: '2026-12-24T00:00Z',
    },
    {
      title: 'what never closes runs from one holiday to the next',
      zone,
      schedule: except(always, christmas, { from: '2027-03-28' }),
      now: '2027-01-15T12:00Z',
      from: '2026-12-28T00:00Z',
      until: '2027-03-28T00:00Z',
    },
    {
      title: 'a holiday is a day of the partner’s own calendar, however long: 25 hours when the clocks go back',
      zone,
      schedule: except(always, { from: '2026-10-25' }, { from: '2026-12-25' }),
      now: '2026-10-24T23:30Z',
      from: '2026-10-26T00:00Z',
      until: '2026-12-25T00:00Z',
    },
    {
      title: 'years of holidays end as well',
      zone,
      schedule: except(office, { from: '2026-03-03', to: '2031-12-31' }),
      now: '2026-03-03T12:00Z',
      from: '2032-01-01T09:00Z',
      until: '2032-01-01T17:30Z',
    },
  ])

  it('behind the last holiday what never closes never closes', () => {
    const from = Date.parse('2026-12-28T00:00Z')
    expect(windowAt(except(always, christmas), zone, from)).toEqual({ from, until: untilChange })
  })
})

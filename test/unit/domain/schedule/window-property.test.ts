import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Schedule } from '../../../../contract/schedule.ts'
import { type Window, windowAt } from '../../../../worker/domain/schedule/window.ts'

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
const minute = 60_000
const day = 24 * 60 * minute

/** Weeks in which clocks change, or the most curious thing happens that a zone has to offer. */
const weeks = [
  { zone: 'Europe/London', around: '2026-03-29T01:00Z' },
  { zone: 'Europe/London', around: '2026-10-25T01:00Z' },
  { zone: 'America/New_York', around: '2026-03-08T07:00Z' },
  { zone: 'America/New_York', around: '2026-11-01T06:00Z' },
  { zone: 'Australia/Lord_Howe', around: '2026-04-04T15:00Z' },
  { zone: 'Australia/Lord_Howe', around: '2026-10-03T15:30Z' },
  { zone: 'Asia/Kathmandu', around: '2026-06-01T00:00Z' },
  { zone: 'Pacific/Apia', around: '2011-12-30T10:00Z' },
  { zone: 'Africa/Casablanca', around: '2026-02-15T02:00Z' },
  { zone: 'Africa/Casablanca', around: '2026-03-22T02:00Z' },
]

describe('windows against a clock on the wall, minute by minute: it promises that', () => {
  console.info(`SEED=${seed} repeats this run`)

  it.each(weeks)('both say the same in $zone around $around', ({ zone, around }) => {
    const start = Date.parse(around) - 4 * day
    const readings = readMinutes(zone, start, 8 * 24 * 60)

    fc.assert(
      fc.property(
        schedulesAround(start),
        fc.array(fc.nat(readings.length - 1), { maxLength: 5 }),
        (schedule, samples) => {
          const open = readings.map(openBy(schedule))
          const windows = walk(schedule, zone, start, start + readings.length * minute)
          for (const i of touching(windows, start)) expect(readings[i]! - readings[i - 1]!).toBeGreaterThan(minute)
          expect(minutesIn(windows, start, readings.length)).toEqual(open)
          for (const sample of samples) {
            const now = start + sample * minute + 59_999
            const window = windows.find(({ until }) => now < until)
            if (window === undefined) continue
            expect(windowAt(schedule, zone, now)).toEqual(window)
            expect(windowAt(structuredClone(schedule), zone, now)).toEqual(window)
          }
        },
      ),
      { seed, numRuns: 40 },
    )
  })
})

/** Every window from one to the next. */
function walk(schedule: Schedule, zone: string, start: number, end: number): Window[] {
  const windows: Window[] = []
  for (let now = start; now < end; now = windows.at(-1)!.until) {
    const window = windowAt(schedule, zone, now)
    expect(window.until).toBeGreaterThan(now)
    expect(window.until).toBeGreaterThan(window.from)
    expect(window.from).toBeGreaterThanOrEqual(windows.at(-1)?.until ?? 0)
    windows.push(window)
  }
  return windows
}

/** The minutes at which one window ends and the next starts: only a jump of the clock may come between them. */
const touching = (windows: Window[], start: number): number[] =>
  windows.filter(({ from }, i) => from === windows[i - 1]?.until).map(({ from }) => (from - start) / minute)

function minutesIn(windows: Window[], start: number, count: number): boolean[] {
  const open = new Array<boolean>(count).fill(false)
  for (const { from, until } of windows)
    for (let i = Math.max(0, (from - start) / minute); i < Math.min(count, (until - start) / minute); i++)
      open[i] = true
  return open
}

/**
 * What the clock on the wall shows in each minute, as if it were UTC. It never goes back: while it shows a time for
 * the second time, the last minute before the change still counts.
 */
function readMinutes(zone: string, start: number, count: number): number[] {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  const readings: number[] = []
  for (let i = 0; i < count; i++) {
    const parts = Object.fromEntries(format.formatToParts(start + i * minute).map(({ type, value }) => [type, +value]))
    const shown = Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!)
    readings.push(Math.max(shown, readings.at(-1) ?? shown))
  }
  return readings
}

/** D1.11 in its plainest words. */
function openBy({ windows, holidays = [] }: Schedule): (reading: number) => boolean {
  const closed = new Set(holidays.flatMap(({ from, to = from }) => daysBetween(Date.parse(from), Date.parse(to))))
  const plain = windows.map(({ days, from, to }) => ({ days, opens: minutesOf(from), closes: minutesOf(to) }))
  const startsOn = (days: number[], at: number): boolean =>
    days.includes(new Date(at).getUTCDay() || 7) && !closed.has(Math.floor(at / day))
  return (reading) => {
    const time = (reading / minute) % (24 * 60)
    return plain.some(({ days, opens, closes }) => {
      if (opens < closes) return opens <= time && time < closes && startsOn(days, reading)
      return (opens <= time && startsOn(days, reading)) || (time < closes && startsOn(days, reading - day))
    })
  }
}

const daysBetween = (from: number, to: number): number[] =>
  Array.from({ length: (to - from) / day + 1 }, (_, i) => from / day + i)

const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Many times fall into the small hours, where clocks change. */
const times = (most: number) =>
  fc
    .oneof(
      fc.integer({ min: 0, max: most }),
      fc.integer({ min: 0, max: 16 }).map((quarter) => quarter * 15),
    )
    .map(timeOf)

const window = fc.record({
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  from: times(24 * 60 - 1),
  to: times(24 * 60),
})

const everyDay = [1, 2, 3, 4, 5, 6, 7]

/** Of a schedule that is open all day and all night holidays leave islands. */
const roundTheClock = times(24 * 60 - 1).map((from) => [{ days: everyDay, from, to: from }])

/** Now and then with holidays in or near the days that are looked at. */
const schedulesAround = (start: number): fc.Arbitrary<Schedule> =>
  fc.record({
    windows: fc.oneof(
      { arbitrary: fc.array(window, { minLength: 1, maxLength: 6 }), weight: 3 },
      { arbitrary: roundTheClock, weight: 1 },
    ),
    holidays: fc.array(
      fc
        .record({ from: fc.integer({ min: -3, max: 10 }), days: fc.constantFrom(0, 0, 0, 1, 3) })
        .map(({ from, days }) => ({ from: dateOf(start + from * day), to: dateOf(start + (from + days) * day) })),
      { maxLength: 4 },
    ),
  })

import { fromEpochMilliseconds, toZonedDateTimeISO } from 'temporal-polyfill/fns/Instant'
import { getTimeZoneTransition } from 'temporal-polyfill/fns/ZonedDateTime'
import { describe, expect, it } from 'vitest'
import type { Schedule } from '../../../../contract/schedule.ts'
import { dayMs, hourMs, minuteMs } from '../../../../contract/time.ts'
import { periodAt } from '../../../../worker/domain/schedule/period.ts'
import { windowAt } from '../../../../worker/domain/schedule/window.ts'
import { type Random, randomFrom } from '../../../support/random.ts'

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)

const zones = Intl.supportedValuesOf('timeZone')
const start = Date.UTC(2026, 0, 1)
const end = Date.UTC(2031, 0, 1)

/** Every change of the clocks in five years. */
const changes = zones.flatMap((zone) => transitionsOf(zone).map((at) => ({ zone, at })))

/** A leap day, in zones whose clocks never change too. */
const leapDays = zones.map((zone) => ({ zone, at: Date.UTC(2028, 1, 29, 12) }))

describe('every zone of the world through every change of its clocks, 2026 to 2030: it promises that', {
  timeout: 60_000,
}, () => {
  console.info(`SEED=${seed} repeats this run: ${zones.length} zones, ${changes.length} changes`)

  it('there are zones and changes to look at', () => {
    expect(zones.length).toBeGreaterThan(400)
    expect(changes.length).toBeGreaterThan(1000)
  })

  it('days follow each other without a gap, their keys only grow, and each is the date that the wall shows', () => {
    for (const { zone, at } of [...changes, ...leapDays]) {
      const date = dateIn(zone)
      let today = periodAt(zone, at - 2 * dayMs)
      while (today.dayStarts < at + 2 * dayMs) {
        const next = periodAt(zone, today.dayEnds)
        expect(next.dayStarts, zone).toBe(today.dayEnds)
        expect(next.day, zone).toBeGreaterThan(today.day)
        expect(next.month - today.month, zone).toBeOneOf([0, 1, 89])
        expect((today.dayEnds - today.dayStarts) / hourMs, zone).toBeOneOf([22, 23, 23.5, 24, 24.5, 25, 26])
        expect([date(today.dayStarts), date(today.dayEnds - 1)], zone).toEqual([today.day, today.day])
        today = next
      }
    }
  })

  it('no cap is exceeded in any local day, and every day has its full cap', () => {
    const cap = 3
    for (const { zone, at } of changes) {
      const date = dateIn(zone)
      const taken = new Map<number, number>()
      const counter = { day: 0, today: 0 }
      for (let now = at - 36 * hourMs; now < at + 36 * hourMs; now += 30 * minuteMs)
        if (take(counter, periodAt(zone, now).day, cap)) taken.set(date(now), (taken.get(date(now)) ?? 0) + 1)
      // The first and the last day are seen in part.
      const [, ...whole] = [...taken.values()].slice(0, -1)
      expect(whole, `${zone} ${new Date(at).toISOString()}`).toEqual(whole.map(() => cap))
      expect(Math.max(...taken.values()), zone).toBe(cap)
    }
  })

  it('no window opens twice, and none overlaps the one before', () => {
    const random = randomFrom(seed)
    for (const { zone, at } of changes) {
      const [date, time] = [dateIn(zone), timeIn(zone)]
      const { schedule, opensAt } = randomWindow(random, time(at))
      const opened: number[] = []
      let until = 0
      for (let now = at - 2 * dayMs; now < at + 2 * dayMs; now = until) {
        const window = windowAt(schedule, zone, now)
        const about = `${zone} ${JSON.stringify(schedule)} ${new Date(now).toISOString()}`
        expect(window.from, about).toBeGreaterThanOrEqual(until)
        expect(window.until, about).toBeGreaterThan(window.from)
        // Where the clocks skip the time at which it was due to open, they may show the next day by now.
        opened.push(date(time(window.from) >= opensAt ? window.from : window.from - 1))
        until = window.until
      }
      expect(opened, `${zone} ${JSON.stringify(schedule)}: the window of each day, once`).toEqual([...new Set(opened)])
    }
  })
})

/** What the claim's triggers do (0001_spine.sql): a day that goes back is refused, a new one starts from nothing. */
function take(counter: { day: number; today: number }, day: number, cap: number): boolean {
  if (day < counter.day) throw new Error(`The day went back from ${counter.day} to ${day}`)
  if (day !== counter.day) Object.assign(counter, { day, today: 0 })
  if (counter.today >= cap) return false
  counter.today += 1
  return true
}

/** One window a day, mostly about the hour at which the clocks change. */
function randomWindow(random: Random, changesAt: number): { schedule: Schedule; opensAt: number } {
  const minutes = (around: number) => (((around + random.below(180) - 90) % 1440) + 1440) % 1440
  const from = random.below(4) === 0 ? random.below(1440) : minutes(changesAt)
  const to = (from + 1 + random.below(random.below(2) === 0 ? 120 : 1438)) % 1440
  const window = { days: [1, 2, 3, 4, 5, 6, 7], from: clock(from), to: clock(to) }
  return { schedule: { windows: [window] }, opensAt: from }
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

function transitionsOf(zone: string): number[] {
  const found: number[] = []
  for (let at = start; ; ) {
    const next = getTimeZoneTransition(toZonedDateTimeISO(fromEpochMilliseconds(at), zone), 'next')
    if (next === null || next.epochMilliseconds >= end) return found
    at = next.epochMilliseconds
    found.push(at)
  }
}

/** The date that a wall in the zone shows, as 20260329: by Intl alone, and not by what is under test. */
function dateIn(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return (at) => Number(format.format(at).replaceAll('-', ''))
}

/** The minute of the day that it shows. */
function timeIn(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' })
  return (at) => {
    const shown = format.format(at)
    return Number(shown.slice(0, 2)) * 60 + Number(shown.slice(3))
  }
}

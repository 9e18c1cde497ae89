import { dayMs } from '../../../contract/time.ts'
import { clockReaches, type Reading, readClock } from './clock.ts'

/** A calendar day and month of a zone (F33, D12). Keys are numbers that only grow: 20260329 and 202603. */
export interface Period {
  day: number
  month: number
  /** Epoch milliseconds; the ends are not included. A day may last 23 or 25 hours. */
  dayStarts: number
  dayEnds: number
  monthEnds: number
}

/** The day and the month in `zone` at `now` (epoch milliseconds). */
export function periodAt(zone: string, now: number): Readonly<Period> {
  const known = latest.get(zone)
  if (known !== undefined && known.dayStarts <= now && now < known.dayEnds) return known
  const period = periodOf(zone, now)
  if (latest.size >= mostZones) latest.clear()
  latest.set(zone, period)
  return period
}

/** The last answer for each zone, since the same day is asked for with every lead. It changes no answer. */
const latest = new Map<string, Period>()
const mostZones = 500

function periodOf(zone: string, now: number): Period {
  const shown = midnightOf(readClock(zone, now))
  // Clocks that go back at midnight show the old day once more; the new one has begun, and its key must not go back.
  const midnight = clockReaches(zone, shown + dayMs) <= now ? shown + dayMs : shown
  const date = new Date(midnight)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1]
  return {
    day: year * 10_000 + month * 100 + date.getUTCDate(),
    month: year * 100 + month,
    dayStarts: clockReaches(zone, midnight),
    dayEnds: clockReaches(zone, midnight + dayMs),
    monthEnds: clockReaches(zone, Date.UTC(year, month, 1)),
  }
}

const midnightOf = (reading: Reading): Reading => Math.floor(reading / dayMs) * dayMs

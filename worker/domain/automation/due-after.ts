import type { Wait } from '../../../contract/automation.ts'
import { dayMs, hourMs, minuteMs } from '../../../contract/time.ts'
import { clockReaches, readClock } from '../schedule/clock.ts'

/**
 * When a step is due (epoch milliseconds) that begins to wait at `now` (F61). Minutes and hours are what a stopwatch
 * counts. Days are days on the broker's clock: the same time of day, also where the clocks change in between.
 */
export function dueAfter(wait: Wait | null, { now, zone }: { now: number; zone: string }): number {
  if (wait === null) return now
  if (wait.kind === 'workingDay') return nextWorkingDay(wait.time, { now, zone })
  if (wait.unit === 'days') return clockReaches(zone, readClock(zone, now) + wait.count * dayMs)
  return now + wait.count * (wait.unit === 'hours' ? hourMs : minuteMs)
}

/** The first such time from Monday to Friday that is still ahead: today's, if it has not come yet. */
function nextWorkingDay(time: string, { now, zone }: { now: number; zone: string }): number {
  const midnight = Math.floor(readClock(zone, now) / dayMs) * dayMs
  const [hours, minutes] = time.split(':').map(Number) as [number, number]
  for (let day = midnight; ; day += dayMs) {
    const due = clockReaches(zone, day + hours * hourMs + minutes * minuteMs)
    if (!isWeekend(day) && due > now) return due
  }
}

/** A reading is a UTC instant that shows the local date (clock.ts). 0 is Sunday, 6 is Saturday. */
const isWeekend = (reading: number): boolean => new Date(reading).getUTCDay() % 6 === 0

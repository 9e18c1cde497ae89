import { clockReaches, readClock } from '../schedule/clock.ts'

/** When a month (202610) begins and ends by the clocks of a zone: epoch milliseconds, its end not included. */
export const monthSpan = (month: number, zone: string): { from: number; until: number } => ({
  from: clockReaches(zone, readingOf(month)),
  until: clockReaches(zone, readingOf(monthAfter(month))),
})

/** The month that a clock in `zone` shows. */
export function monthAt(zone: string, now: number): number {
  const shown = new Date(readClock(zone, now))
  return shown.getUTCFullYear() * 100 + shown.getUTCMonth() + 1
}

export const monthAfter = (month: number): number => (month % 100 === 12 ? month + 89 : month + 1)

export const monthBefore = (month: number): number => (month % 100 === 1 ? month - 89 : month - 1)

const readingOf = (month: number): number => Date.UTC(Math.floor(month / 100), (month % 100) - 1)

import { fromEpochMilliseconds, toZonedDateTimeISO } from 'temporal-polyfill/fns/Instant'
import { equals, toZonedDateTime } from 'temporal-polyfill/fns/PlainDateTime'
import { getTimeZoneTransition, offsetNanoseconds, toPlainDateTime } from 'temporal-polyfill/fns/ZonedDateTime'

/**
 * What a clock on the wall shows, as the epoch milliseconds at which a clock in UTC shows the same: 09:00 on
 * 29 March 2026 is Date.UTC(2026, 2, 29, 9). So dates and times add up like numbers until they become instants.
 */
export type Reading = number

/** What a clock in `zone` shows at `now` (epoch milliseconds). */
export const readClock = (zone: string, now: number): Reading => now + offsetNanoseconds(inZone(zone, now)) / 1e6

/**
 * The instant (epoch milliseconds) at which a clock in `zone` first shows `reading` or more. A time that the clocks
 * skip in spring is reached when they jump; one that they show twice in autumn, the first time. So every reading has
 * one instant, in order: what adjoins on the wall adjoins in time, and nothing begins or ends twice.
 */
export function clockReaches(zone: string, reading: Reading): number {
  const wanted = toPlainDateTime(inZone('UTC', reading))
  const first = toZonedDateTime(wanted, zone, { disambiguation: 'earlier' })
  if (equals(toPlainDateTime(first), wanted)) return first.epochMilliseconds
  // The time is skipped: 'earlier' lands before the jump, so the jump is the next transition.
  const jump = getTimeZoneTransition(first, 'next')
  if (jump === null) throw new Error(`${zone} skips ${wanted.toJSON()} without a transition`)
  return jump.epochMilliseconds
}

const inZone = (zone: string, at: number) => toZonedDateTimeISO(fromEpochMilliseconds(at), zone)

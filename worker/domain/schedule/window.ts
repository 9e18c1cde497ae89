import type { Schedule } from '../../../contract/schedule.ts'
import { untilChange } from '../eligibility/criterion.ts'
import { clockReaches, readClock } from './clock.ts'
import { openTimes } from './open-times.ts'

/** When a partner takes leads: epoch milliseconds, end not included. Round the clock is 0 to untilChange. */
export interface Window {
  from: number
  until: number
}

/**
 * The window of a schedule that contains `now`, else the next one (F34), exact over changes of the clocks: a window
 * whose start or end they skip starts or ends at the jump (and is left out when they skip all of it), and one whose
 * start or end they show twice opens once. Windows that adjoin on the wall are one.
 */
export function windowAt(schedule: Schedule | null, zone: string, now: number): Readonly<Window> {
  if (schedule === null) return always
  const known = latest.get(schedule)
  if (known !== undefined && known.zone === zone && known.since <= now && now < known.window.until) return known.window
  const window = windowOf(schedule, zone, now)
  latest.set(schedule, { zone, since: now, window })
  return window
}

const always: Window = { from: 0, until: untilChange }

/** The last answer for each schedule: it holds until its window ends, and changes no other. */
const latest = new WeakMap<Schedule, { zone: string; since: number; window: Window }>()

function windowOf(schedule: Schedule, zone: string, now: number): Window {
  const shown = readClock(zone, now)
  for (const { from, until } of openTimes(schedule, shown)) {
    if (until <= shown) continue
    const window = {
      from: from === Number.NEGATIVE_INFINITY ? 0 : clockReaches(zone, from),
      until: until === Number.POSITIVE_INFINITY ? untilChange : clockReaches(zone, until),
    }
    if (now < window.until && window.from < window.until) return window
  }
  throw new Error('A schedule without windows never opens')
}

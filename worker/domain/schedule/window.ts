import type { Schedule } from '../../../contract/schedule.ts'
import { dayMs, minuteMs } from '../../../contract/time.ts'
import { untilChange } from '../eligibility/criterion.ts'
import { clockReaches, type Reading, readClock } from './clock.ts'
import { openSpans, type Span, weekMinutes } from './week.ts'

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
export function windowAt(schedule: Schedule | null, zone: string, now: number): Window {
  const spans = schedule === null ? wholeWeek : openSpans(schedule)
  if (spans.some(({ from, until }) => until - from >= weekMinutes)) return { from: 0, until: untilChange }

  for (const window of windowsFrom(spans, zone, now))
    if (now < window.until && window.from < window.until) return window
  throw new Error('A schedule without windows never opens')
}

const wholeWeek: Span[] = [{ from: 0, until: weekMinutes }]

/** The windows in order, from the first one whose end a clock in the zone does not yet show; a year of them. */
function* windowsFrom(spans: Span[], zone: string, now: number): Generator<Window> {
  const shown = readClock(zone, now)
  for (let week = -1; week <= 53; week++) {
    const monday = mondayOf(shown) + week * 7 * dayMs
    for (const span of spans) {
      const until = monday + span.until * minuteMs
      if (until <= shown) continue
      yield { from: clockReaches(zone, monday + span.from * minuteMs), until: clockReaches(zone, until) }
    }
  }
}

/** Monday 00:00 of a reading's week. Readings count from a Thursday. */
const mondayOf = (reading: Reading): Reading => {
  const day = Math.floor(reading / dayMs)
  return (day - ((day + 3) % 7)) * dayMs
}

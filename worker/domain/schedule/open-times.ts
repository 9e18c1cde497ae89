import type { Schedule } from '../../../contract/schedule.ts'
import { dayMs, minuteMs } from '../../../contract/time.ts'
import type { Reading } from './clock.ts'
import { type DayRun, holidayRuns } from './holidays.ts'
import { neverCloses, type Span, spansByDay } from './week.ts'

/** When a schedule is open, as a clock on its wall shows it: the end is not included, and may be never. */
export interface OpenTime {
  from: Reading
  until: Reading
}

/**
 * When a schedule is open, in order, from the time that contains or follows `shown`. Windows that overlap or adjoin are
 * one. On a holiday no window starts: one that started the evening before ends as always (F34).
 */
export function openTimes(schedule: Schedule, shown: Reading): Generator<OpenTime> {
  const days = spansByDay(schedule)
  const holidays = holidayRuns(schedule)
  return neverCloses(schedule) ? betweenHolidays(days, holidays) : dayByDay(days, holidays, shown)
}

/** From the first window behind a holiday to the last one that started before the next: every day has one. */
function* betweenHolidays(days: Span[][], holidays: readonly DayRun[]): Generator<OpenTime> {
  let from = Number.NEGATIVE_INFINITY
  for (const { first, last } of holidays) {
    yield { from, until: Math.max(...timesOn(days, first - 1).map(({ until }) => until)) }
    from = timesOn(days, last + 1)[0]!.from
  }
  yield { from, until: Number.POSITIVE_INFINITY }
}

/** There is a gap in every week, so no open time lasts eight days: what contains `shown` started since. */
function* dayByDay(days: Span[][], holidays: readonly DayRun[], shown: Reading): Generator<OpenTime> {
  let open: OpenTime | null = null
  let day = Math.floor(shown / dayMs) - 8
  for (let worked = 0; worked < mostDays; worked++, day++) {
    day = behindHoliday(holidays, day)
    for (const next of timesOn(days, day)) {
      if (open !== null && next.from <= open.until) open.until = Math.max(open.until, next.until)
      else {
        if (open !== null) yield open
        open = next
      }
    }
  }
  if (open !== null) yield open
}

/** A year of days that are no holidays: no window is skipped by the clocks for so long. */
const mostDays = 374

const behindHoliday = (holidays: readonly DayRun[], day: number): number => {
  const holiday = holidays.find(({ first, last }) => first <= day && day <= last)
  return holiday === undefined ? day : holiday.last + 1
}

/** Days count from a Thursday. */
const timesOn = (days: Span[][], day: number): OpenTime[] =>
  days[(((day + 3) % 7) + 7) % 7]!.map(({ from, until }) => ({
    from: day * dayMs + from * minuteMs,
    until: day * dayMs + until * minuteMs,
  }))

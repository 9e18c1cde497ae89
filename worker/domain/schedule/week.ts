import type { Schedule } from '../../../contract/schedule.ts'

export const dayMinutes = 24 * 60
export const weekMinutes = 7 * dayMinutes

/** Part of a week in minutes from Monday 00:00, end not included. It starts inside the week and may end in the next. */
export interface Span {
  from: number
  until: number
}

/** One window of a schedule on one of its days. It may run over midnight; from == to is a whole day. */
export function spanOn(day: number, { from, to }: Schedule['windows'][number]): Span {
  const start = (day - 1) * dayMinutes + minutesOf(from)
  const length = (minutesOf(to) - minutesOf(from) + dayMinutes) % dayMinutes || dayMinutes
  return { from: start % weekMinutes, until: (start % weekMinutes) + length }
}

/** The windows that start on each day, Monday first, by when they start, in minutes from that day's own midnight. */
export const spansByDay = ({ windows }: Schedule): Span[][] =>
  [1, 2, 3, 4, 5, 6, 7].map((day) =>
    windows
      .filter(({ days }) => days.includes(day))
      .map((window) => spanOn(1, window))
      .sort((a, b) => a.from - b.from),
  )

/**
 * When a schedule is open in any week: in order, overlapping and adjoining windows merged, also across the end of the
 * week. Holidays are left out of account.
 */
function openSpans({ windows }: Schedule): Span[] {
  const spans = windows
    .flatMap((window) => window.days.map((day) => spanOn(day, window)))
    .sort((a, b) => a.from - b.from)
  const merged: Span[] = []
  for (const span of spans) {
    const last = merged.at(-1)
    if (last === undefined || span.from > last.until) merged.push(span)
    else last.until = Math.max(last.until, span.until)
  }
  return mergeAroundTheEnd(merged)
}

/** Whether a schedule would be open all the time, were it not for its holidays. */
export const neverCloses = (schedule: Schedule): boolean =>
  openSpans(schedule).some(({ from, until }) => until - from >= weekMinutes)

/** The last span may run into the first ones of the next week. */
function mergeAroundTheEnd(spans: Span[]): Span[] {
  const last = spans.at(-1)
  while (last !== undefined && spans.length > 1 && last.until >= spans[0]!.from + weekMinutes)
    last.until = Math.max(last.until, spans.shift()!.until + weekMinutes)
  return spans
}

/** '09:30' is 570, '24:00' is 1440. */
function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':')
  return Number(hours) * 60 + Number(minutes)
}

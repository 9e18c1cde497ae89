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

/**
 * When a schedule is open in any week: in order, overlapping and adjoining windows merged, also across the end of the
 * week. A single span of a whole week means that it never closes.
 */
export function openSpans({ windows }: Schedule): Span[] {
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

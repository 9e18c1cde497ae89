import type { FieldProblem } from '../../../contract/problem.ts'
import type { Holiday, Schedule } from '../../../contract/schedule.ts'
import { dayMinutes, type Span, spanOn, weekMinutes } from './week.ts'

/**
 * What is wrong with a schedule although it has the right shape: a window without length, one that starts at 24:00, two
 * that overlap, or a holiday that ends before it begins. Holidays may overlap: closed is closed. Pointers are into the body of a partner (`/schedule/windows/1/to`). Empty when all is well.
 */
export function scheduleProblems(schedule: Schedule | null): FieldProblem[] {
  if (schedule === null) return []
  const { windows, holidays = [] } = schedule
  return [
    ...windows.flatMap((window, index) => [...windowProblems(window, index), ...overlapProblems(schedule, index)]),
    ...holidays.flatMap(holidayProblems),
  ]
}

function windowProblems({ from, to }: Schedule['windows'][number], index: number): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (from === '24:00')
    problems.push({
      pointer: `/schedule/windows/${index}/from`,
      code: 'STARTS_AT_24',
      message: 'A window ends at 24:00 at the latest; give 00:00 of the next day as its start.',
    })
  if (from === to)
    problems.push({
      pointer: `/schedule/windows/${index}/to`,
      code: 'EMPTY_WINDOW',
      message: 'A window that ends when it starts is empty. For the whole day give 00:00 to 24:00.',
    })
  return problems
}

/** One problem for a window: that its own days repeat, or the first earlier window that it overlaps. */
function overlapProblems({ windows }: Schedule, index: number): FieldProblem[] {
  const window = windows[index]!
  const spans = spansOf(window)
  const pointer = `/schedule/windows/${index}`
  if (spans.some((span, i) => spans.slice(0, i).some((earlier) => overlap(span, earlier))))
    return [{ pointer: `${pointer}/days`, code: 'OVERLAP', message: 'A day is given twice.' }]

  for (const [earlierIndex, earlier] of windows.slice(0, index).entries()) {
    const shared = spans.find((span) => spansOf(earlier).some((other) => overlap(span, other)))
    if (shared === undefined) continue
    const message = `Overlaps window ${earlierIndex + 1} (${earlier.from} to ${earlier.to}) on ${dayName(shared)}.`
    return [{ pointer, code: 'OVERLAP', message }]
  }
  return []
}

/** Dates in this form sort like the days themselves. */
const holidayProblems = ({ from, to }: Holiday, index: number): FieldProblem[] =>
  to === undefined || from <= to
    ? []
    : [
        {
          pointer: `/schedule/holidays/${index}/to`,
          code: 'ENDS_BEFORE_START',
          message: `A holiday that begins on ${from} cannot end on ${to}. Both days belong to it.`,
        },
      ]

/** None for a window without length: that is a problem of its own. */
const spansOf = (window: Schedule['windows'][number]): Span[] =>
  window.from === window.to ? [] : window.days.map((day) => spanOn(day, window))

/** Two spans of a week that comes again and again. */
function overlap(a: Span, b: Span): boolean {
  const apart = (b.from - a.from + weekMinutes) % weekMinutes
  return apart < a.until - a.from || weekMinutes - apart < b.until - b.from
}

const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

const dayName = ({ from }: Span): string => dayNames[Math.floor(from / dayMinutes)]!

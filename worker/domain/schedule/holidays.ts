import type { Schedule } from '../../../contract/schedule.ts'
import { dayMs } from '../../../contract/time.ts'

/** Days that follow each other without a gap, counted from 1 January 1970; both ends belong to it. */
export interface DayRun {
  first: number
  last: number
}

/** The holidays of a schedule in order; those that overlap or follow each other are one. */
export function holidayRuns({ holidays = [] }: Schedule): DayRun[] {
  const runs: DayRun[] = []
  const given = holidays.map(({ from, to = from }) => ({ first: dayOf(from), last: dayOf(to) }))
  for (const run of given.sort((a, b) => a.first - b.first)) {
    const before = runs.at(-1)
    if (before === undefined || run.first > before.last + 1) runs.push(run)
    else before.last = Math.max(before.last, run.last)
  }
  return runs
}

const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs

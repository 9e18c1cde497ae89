import type { Schedule } from '../../../contract/schedule.ts'

/**
 * A schedule as it is stored. The same text gives the same schedule, so that its window need not be worked out again
 * for every lead (windowAt).
 */
export function readSchedule(stored: string | null): Schedule | null {
  if (stored === null) return null
  const known = schedules.get(stored)
  if (known !== undefined) return known
  const schedule = JSON.parse(stored) as Schedule
  if (schedules.size >= mostSchedules) schedules.clear()
  schedules.set(stored, schedule)
  return schedule
}

const schedules = new Map<string, Schedule>()
const mostSchedules = 2000

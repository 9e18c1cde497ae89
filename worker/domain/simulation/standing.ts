import type { Facts } from '../eligibility/facts.ts'
import type { Period } from '../schedule/period.ts'
import type { PastCount } from './past.ts'

/** What moves about a partner while leads are routed: its money, and how much of its caps is used. */
export interface Standing {
  availableMinor: number
  day: number
  today: number
  typesToday: Map<number, number>
  month: number
  thisMonth: number
  typesThisMonth: Map<number, number>
}

export const newStanding = (availableMinor: number): Standing => ({
  availableMinor,
  day: 0,
  today: 0,
  typesToday: new Map(),
  month: 0,
  thisMonth: 0,
  typesThisMonth: new Map(),
})

type Days = Pick<Period, 'day' | 'month'>

/** One lead more, or (by -1) one given back: only what counts in the day and month that are running. */
export function count(
  standing: Standing,
  { day, month }: Days,
  { leadTypeId, by }: { leadTypeId: number; by: number },
): void {
  if (by > 0 && day > standing.day) Object.assign(standing, { day, today: 0, typesToday: new Map() })
  if (by > 0 && month > standing.month) Object.assign(standing, { month, thisMonth: 0, typesThisMonth: new Map() })
  if (day === standing.day) {
    standing.today += by
    addTo(standing.typesToday, leadTypeId, by)
  }
  if (month === standing.month) {
    standing.thisMonth += by
    addTo(standing.typesThisMonth, leadTypeId, by)
  }
}

/** The counts of the days before the window, in any order. */
export function countPast(standing: Standing, { leadTypeId, day, month, leads }: PastCount): void {
  count(standing, { day, month }, { leadTypeId, by: leads })
}

/** What is used of the caps in a period; what was counted in an earlier one is over. */
export function usedIn({ day, month }: Days, standing: Standing, leadTypeId: number): Facts['counts'] {
  const [sameDay, sameMonth] = [day === standing.day, month === standing.month]
  return {
    today: sameDay ? standing.today : 0,
    typeToday: sameDay ? (standing.typesToday.get(leadTypeId) ?? 0) : 0,
    thisMonth: sameMonth ? standing.thisMonth : 0,
    typeThisMonth: sameMonth ? (standing.typesThisMonth.get(leadTypeId) ?? 0) : 0,
  }
}

const addTo = (counts: Map<number, number>, key: number, by: number): void =>
  void counts.set(key, (counts.get(key) ?? 0) + by)

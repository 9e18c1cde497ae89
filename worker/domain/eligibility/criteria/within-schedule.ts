import { toIso } from '../../../../contract/time.ts'
import type { Criterion } from '../criterion.ts'

/** D1.11: leads come only inside the partner's windows, in its own zone, start included and end not (F34). */
export const withinSchedule: Criterion = {
  code: 'OUTSIDE_SCHEDULE',
  title: 'Inside the schedule',
  needsLead: false,
  parks: ({ partner }) => partner.openFrom,
  check({ now, partner }) {
    if (partner.openFrom <= now && now < partner.openUntil) return null
    return { now: toIso(now), opensAt: toIso(partner.openFrom) }
  },
}

import { toIso } from '../../../../contract/time.ts'
import type { Criterion } from '../criterion.ts'

/**
 * D1.11: leads come only inside the partner's windows, in its own zone, start included and end not (F34). One that has
 * its leads wait until it opens may be referred them at any time; a call must be answered now (F18).
 */
export const withinSchedule: Criterion = {
  code: 'OUTSIDE_SCHEDULE',
  title: 'Inside the schedule',
  needsLead: false,
  overridable: true,
  parks: ({ partner }) => partner.openFrom,
  check({ now, partner, leadType }) {
    if (partner.queuesUntilOpen && leadType.referralMethod !== 'transfer') return null
    if (partner.openFrom <= now && now < partner.openUntil) return null
    return { now: toIso(now), opensAt: toIso(partner.openFrom) }
  },
}

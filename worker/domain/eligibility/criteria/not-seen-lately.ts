import { dayMs, toIso } from '../../../../contract/time.ts'
import type { Criterion } from '../criterion.ts'

/** D1.20: a partner may want no second lead of the same person within so many times 24 hours, to the hour (D11). */
export const notSeenLately: Criterion = {
  code: 'DUPLICATE_FOR_PARTNER',
  title: 'Person is new to the partner',
  needsLead: true,
  overridable: true,
  parks: 'never',
  passes: ({ lead, partner }) => (lead?.reached.get(partner.id) ?? 0) + partner.repeatDays * dayMs + 1,
  check({ now, lead, partner }) {
    const lastAt = partner.repeatDays === 0 ? undefined : lead?.reached.get(partner.id)
    if (lastAt === undefined || lastAt < now - partner.repeatDays * dayMs) return null
    return { repeatDays: partner.repeatDays, lastReferredAt: toIso(lastAt) }
  },
}

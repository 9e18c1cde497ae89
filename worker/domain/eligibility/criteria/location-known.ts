import type { Criterion } from '../criterion.ts'

/** D1.7: a lead without a usable outward code goes only to partners that take all areas (F38, D7). */
export const locationKnown: Criterion = {
  code: 'LOCATION_UNKNOWN',
  title: 'Lead has a location, or all areas are taken',
  needsLead: true,
  overridable: true,
  parks: 'never',
  check({ lead, setup }) {
    if (lead === null || lead.places.length > 0) return null
    if (setup === null || setup.allAreas) return null
    return { outward: lead.outward, allAreas: false }
  },
}

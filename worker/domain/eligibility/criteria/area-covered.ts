import type { Criterion } from '../criterion.ts'

/**
 * D1.8: the lead's area or district is one of those selected (F38, D7). Only a known location can fail to match, and
 * only among selected ones: the other two cases are D1.7 and D1.6.
 */
export const areaCovered: Criterion = {
  code: 'LOCATION_NO_MATCH',
  title: "Lead's location is selected",
  needsLead: true,
  overridable: true,
  parks: 'never',
  check({ lead, setup }) {
    if (lead === null || lead.places.length === 0) return null
    if (setup === null || setup.allAreas || setup.coversLead || setup.placeCount === 0) return null
    return { outward: lead.outward, places: setup.placeCount }
  },
}

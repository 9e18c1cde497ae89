import type { Criterion } from '../criterion.ts'

/** D1.6: a setup gets no leads until it has all areas or at least one location (F38). */
export const locationsSet: Criterion = {
  code: 'NO_LOCATIONS_SET',
  title: 'Locations are chosen',
  needsLead: false,
  overridable: true,
  parks: 'until-change',
  check({ setup }) {
    if (setup === null || setup.allAreas || setup.placeCount > 0) return null
    return { allAreas: false, places: 0 }
  },
}

import { formatId } from '../../../../contract/id.ts'
import type { Criterion } from '../criterion.ts'

/** D1.5: a partner gets only the lead types it has an active setup for (F38). */
export const leadTypeWanted: Criterion = {
  code: 'TYPE_NOT_SELECTED',
  title: 'Partner takes this lead type',
  needsLead: false,
  overridable: true,
  parks: 'until-change',
  check({ setup }) {
    if (setup?.active) return null
    return { setupId: setup === null ? null : formatId('setup', setup.id), active: false }
  },
}

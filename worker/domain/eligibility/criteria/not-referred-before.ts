import { formatId } from '../../../../contract/id.ts'
import type { Criterion } from '../criterion.ts'

/** D1.19: a lead goes to a partner once, whatever came of it; a return does not free the returner (F21). */
export const notReferredBefore: Criterion = {
  code: 'ALREADY_REFERRED',
  title: 'Lead is new to the partner',
  needsLead: true,
  overridable: false,
  parks: 'never',
  check({ lead, partner }) {
    if (lead === null || !lead.referredTo.includes(partner.id)) return null
    return { referredTo: formatId('partner', partner.id) }
  },
}

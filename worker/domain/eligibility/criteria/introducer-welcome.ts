import { formatId } from '../../../../contract/id.ts'
import type { Criterion } from '../criterion.ts'

/** D1.4: a partner never gets back a lead that it introduced itself (F25), unless the tenant allows it. */
export const introducerWelcome: Criterion = {
  code: 'OWN_INTRODUCTION',
  title: 'Lead comes from somebody else',
  needsLead: true,
  overridable: true,
  parks: 'never',
  check({ lead, partner, rules }) {
    if (rules.allowOwnIntroduction || lead === null || lead.introducerId !== partner.id) return null
    return { introducerId: formatId('partner', partner.id) }
  },
}

import type { Criterion } from '../criterion.ts'

/** D1.22: nobody is referred to whom they asked not to be contacted by; 0 stands for everybody. */
export const notSuppressed: Criterion = {
  code: 'SUPPRESSED',
  title: 'Person may be contacted',
  needsLead: true,
  overridable: false,
  parks: 'never',
  check({ lead, partner }) {
    if (lead === null || lead.suppressed.size === 0) return null
    if (lead.suppressed.has(0)) return { list: 'everybody' }
    return lead.suppressed.has(partner.id) ? { list: 'partner' } : null
  },
}

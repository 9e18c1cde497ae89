import type { Criterion } from '../criterion.ts'

/** D1.1: a lead type is not referable until the broker gives it a referral method (F14). */
export const typeReferable: Criterion = {
  code: 'TYPE_NOT_REFERABLE',
  title: 'Lead type is referable',
  needsLead: false,
  overridable: false,
  parks: 'until-change',
  check({ leadType }) {
    if (leadType.referralMethod !== null) return null
    return { referralMethod: null }
  },
}

import type { Criterion } from '../criterion.ts'

/** D1.9: where the lead type requires it, nothing is referred until the partner's FCA number is there (F10). */
export const fcaNumberGiven: Criterion = {
  code: 'FCA_REQUIRED',
  title: 'FCA number is given',
  needsLead: false,
  parks: 'until-change',
  check({ leadType, partner }) {
    if (!leadType.requireFca || partner.fcaNumber !== null) return null
    return { requireFca: true, fcaNumber: null }
  },
}

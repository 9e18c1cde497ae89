import type { Criterion } from '../criterion.ts'

/**
 * D1.9: where the lead type requires it, nothing is referred until the partner's FCA number is there (F10). Whether the
 * register must know it as well is a preference of its own.
 */
export const fcaNumberGiven: Criterion = {
  code: 'FCA_REQUIRED',
  title: 'FCA number is given',
  needsLead: false,
  overridable: false,
  parks: 'until-change',
  check({ leadType, partner: { fcaNumber, fcaStatus }, rules }) {
    if (!leadType.requireFca) return null
    if (fcaNumber === null) return { fcaNumber, register: null }
    if (!rules.blockUnverifiedFca || fcaStatus === 'found') return null
    return { fcaNumber, register: fcaStatus }
  },
}

import type { Criterion } from '../criterion.ts'

/** D1.2: only an active partner gets leads; one that signed itself up waits for the broker (F41). */
export const partnerActive: Criterion = {
  code: 'NOT_ACTIVE',
  title: 'Partner is active',
  needsLead: false,
  overridable: false,
  parks: 'until-change',
  check({ partner }) {
    if (partner.status === 'active') return null
    return { status: partner.status }
  },
}

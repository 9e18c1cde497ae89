import type { Criterion } from '../criterion.ts'

/** D1.23: where the lead type requires it, a lead is shared only when the person agreed to that (D15). */
export const consentGiven: Criterion = {
  code: 'NO_CONSENT',
  title: 'Person agreed to be passed on',
  needsLead: true,
  overridable: false,
  parks: 'never',
  check({ leadType, lead }) {
    if (!leadType.requireConsent || lead === null || lead.consented) return null
    return { requireConsent: true, consented: false }
  },
}

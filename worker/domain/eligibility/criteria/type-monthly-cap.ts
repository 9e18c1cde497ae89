import type { Criterion } from '../criterion.ts'

/** D1.15: a setup may limit its lead type per month, beside the partner's own limit; 0 is no limit (F33). */
export const typeMonthlyCap: Criterion = {
  code: 'TYPE_MONTHLY_LIMIT',
  title: "Under the lead type's monthly limit",
  needsLead: false,
  overridable: false,
  parks: ({ partner }) => partner.monthEnds,
  check({ setup, counts }) {
    if (setup === null || setup.monthlyLimit === 0 || counts.typeThisMonth < setup.monthlyLimit) return null
    return { limit: setup.monthlyLimit, used: counts.typeThisMonth }
  },
}

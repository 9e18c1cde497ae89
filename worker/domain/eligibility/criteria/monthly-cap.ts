import type { Criterion } from '../criterion.ts'

/** D1.13: a partner may limit its leads per calendar month of its own zone; 0 is no limit (F33). */
export const monthlyCap: Criterion = {
  code: 'MONTHLY_LIMIT',
  title: 'Under the monthly limit',
  needsLead: false,
  overridable: false,
  parks: ({ partner }) => partner.monthEnds,
  check({ partner, counts }) {
    if (partner.monthlyLimit === 0 || counts.thisMonth < partner.monthlyLimit) return null
    return { limit: partner.monthlyLimit, used: counts.thisMonth }
  },
}

import type { Criterion } from '../criterion.ts'

/** D1.14: a setup may limit its lead type per day, beside the partner's own limit; 0 is no limit (F33). */
export const typeDailyCap: Criterion = {
  code: 'TYPE_DAILY_LIMIT',
  title: "Under the lead type's daily limit",
  needsLead: false,
  overridable: false,
  parks: ({ partner }) => partner.dayEnds,
  check({ setup, counts }) {
    if (setup === null || setup.dailyLimit === 0 || counts.typeToday < setup.dailyLimit) return null
    return { limit: setup.dailyLimit, used: counts.typeToday }
  },
}

import type { Criterion } from '../criterion.ts'

/** D1.12: a partner may limit its leads per calendar day of its own zone; 0 is no limit (F33). */
export const dailyCap: Criterion = {
  code: 'DAILY_LIMIT',
  title: 'Under the daily limit',
  needsLead: false,
  overridable: false,
  parks: ({ partner }) => partner.dayEnds,
  check({ partner, counts }) {
    if (partner.dailyLimit === 0 || counts.today < partner.dailyLimit) return null
    return { limit: partner.dailyLimit, used: counts.today }
  },
}

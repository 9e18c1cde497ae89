import type { Criterion } from '../criterion.ts'

/** D1.3: leads go to partners that buy; one that only introduces gets none (F25, S4). */
export const partnerBuys: Criterion = {
  code: 'NOT_BUYER',
  title: 'Partner buys leads',
  needsLead: false,
  overridable: false,
  parks: 'until-change',
  check({ partner }) {
    if (partner.buys) return null
    return { buys: false }
  },
}

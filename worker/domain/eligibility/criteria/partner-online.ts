import type { Criterion } from '../criterion.ts'

/** D1.10: a partner that paused its leads gets none, by no method (F3). */
export const partnerOnline: Criterion = {
  code: 'OFFLINE',
  title: 'Partner is online',
  needsLead: false,
  overridable: false,
  parks: 'until-change',
  check({ partner }) {
    if (partner.online) return null
    return { online: false }
  },
}

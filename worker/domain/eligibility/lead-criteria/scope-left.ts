import type { LeadCriterion } from '../lead-criterion.ts'

/** F21: a lead goes to so many partners at once as its type's referral scope says; a return frees its slot (D18). */
export const scopeLeft: LeadCriterion = {
  code: 'SCOPE_REACHED',
  title: 'Referral scope has room',
  check({ scope, liveReferrals }) {
    return liveReferrals < scope ? null : { scope, liveReferrals }
  },
}

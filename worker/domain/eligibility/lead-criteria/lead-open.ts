import type { LeadCriterion } from '../lead-criterion.ts'

/** A lead that is closed (a final stage, a duplicate that was refused) goes to nobody (F67, D11). */
export const leadOpen: LeadCriterion = {
  code: 'LEAD_CLOSED',
  title: 'Lead is open',
  check({ location, closedBecause }) {
    return location === 'closed' ? { location, because: closedBecause } : null
  },
}

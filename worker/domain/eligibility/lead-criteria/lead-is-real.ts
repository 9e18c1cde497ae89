import type { LeadCriterion } from '../lead-criterion.ts'

/** A test lead walks through capture and goes to no partner. */
export const leadIsReal: LeadCriterion = {
  code: 'LEAD_TEST',
  title: 'Lead is no test',
  check({ isTest }) {
    return isTest ? { isTest } : null
  },
}

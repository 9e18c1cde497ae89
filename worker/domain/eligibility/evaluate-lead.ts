import type { LeadFailure } from '../../../contract/eligibility.ts'
import { leadCriteria } from './lead-criteria.ts'
import type { LeadState } from './lead-criterion.ts'

/** Why this lead can go to nobody now: every lead-level criterion that it fails (D1). Empty when it can. */
export function evaluateLead(lead: LeadState): LeadFailure[] {
  return leadCriteria.flatMap(({ code, title, check }) => {
    const values = check(lead)
    return values === null ? [] : [{ code, title, values }]
  })
}

import { appointmentAhead } from './lead-criteria/appointment-ahead.ts'
import { appointmentGiven } from './lead-criteria/appointment-given.ts'
import { leadIsReal } from './lead-criteria/lead-is-real.ts'
import { leadOpen } from './lead-criteria/lead-open.ts'
import { scopeLeft } from './lead-criteria/scope-left.ts'
import type { LeadCriterion } from './lead-criterion.ts'

/** Every lead-level criterion, in the order in which they are shown. All of them always run. */
export const leadCriteria: readonly LeadCriterion[] = [
  scopeLeft,
  leadOpen,
  leadIsReal,
  appointmentGiven,
  appointmentAhead,
]

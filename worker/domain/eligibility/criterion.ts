import type { EligibilityCode, Failure } from '../../../contract/eligibility.ts'
import type { Facts } from './facts.ts'

/** A parked turn with this due waits for a change, not for a time (larger than any instant). */
export const untilChange = 9_007_199_254_740_991

/** The values that a failing criterion compared, by name. Money and instants are named so (priceMinor, opensAt). */
export type Values = Failure['values']

/**
 * One rule of D1. It reads facts and nothing else, and never stops the others: every criterion always runs.
 *
 * `parks` says whose fault a failure is. 'never': only this lead's, the partner is stepped over and stays ready.
 * 'until-change': the partner's own, its turn is parked until somebody changes something. A function gives the
 * instant at which to look again.
 */
export interface Criterion {
  code: EligibilityCode
  title: string
  /** True when the answer needs a lead: left out of the lead-independent report. */
  needsLead: boolean
  /** A person with the permission may refer in spite of it, giving a reason (D1). */
  overridable: boolean
  parks: 'never' | 'until-change' | ((facts: Facts) => number)
  /** When a failure that parks nobody is over by itself; absent: never. */
  passes?: (facts: Facts) => number
  /** null when it passes, otherwise the values that were compared. */
  check(facts: Facts): Values | null
}

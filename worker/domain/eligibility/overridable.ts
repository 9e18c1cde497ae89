import type { EligibilityCode, Failure } from '../../../contract/eligibility.ts'
import { criteria } from './criteria.ts'

/** Whether a person with the permission may refer in spite of this criterion, giving a reason (D1). */
export const isOverridable = (code: EligibilityCode): boolean => overridable.has(code)

const overridable: ReadonlySet<EligibilityCode> = new Set(
  criteria.filter((criterion) => criterion.overridable).map(({ code }) => code),
)

/** Whether a referral could be made by overriding everything that stands in its way. */
export const allOverridable = (failures: readonly Failure[]): boolean =>
  failures.every(({ code }) => isOverridable(code))

import type { Condition } from '../../../contract/automation.ts'
import { type Answers, firstFailingClause } from '../filters/first-failing-clause.ts'

/** A lead as far as conditions look at it. */
export interface ConditionedLead extends Answers {
  /** `won`, and `stg_6`: what it means, and what the broker calls it. */
  stages: readonly string[]
  /** `ptn_4`; null when nobody introduced it. */
  introducer: string | null
  channel: string
}

/** Whether an automation acts on this lead (F61): every part must hold, and an empty part always does. */
export const conditionHolds = ({ filters, stages, introducers, channels }: Condition, lead: ConditionedLead): boolean =>
  isAmong(stages, lead.stages) &&
  isAmong(introducers, lead.introducer === null ? [] : [lead.introducer]) &&
  isAmong(channels, [lead.channel]) &&
  firstFailingClause(filters, lead) === null

const isAmong = (wanted: readonly string[], actual: readonly string[]): boolean =>
  wanted.length === 0 || actual.some((each) => wanted.includes(each))

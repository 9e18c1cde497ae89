import type { AutomationEvent } from '../../../contract/automation.ts'
import { liveStates, type ReferralState, referralStates } from '../../../contract/referral.ts'

/**
 * In which states of its referral a partner may be told of a lead by a run that this event began: while it is live. A run
 * may wait for days, and meanwhile the lead was given back or went to somebody else; only what is about that very end
 * reaches whoever had it.
 */
export const toldStates = (event: AutomationEvent | null): readonly ReferralState[] =>
  event !== null && ends.includes(event) ? referralStates : liveStates

const ends: readonly AutomationEvent[] = [
  'referral.declined',
  'referral.lapsed',
  'referral.rejected',
  'referral.failed',
  'referral.returned',
]

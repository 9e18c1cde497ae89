import type { ReportableProgress } from '../../../contract/progress.ts'
import { type ReferralProgress, type ReferralState, referralProgresses } from '../../../contract/referral.ts'

/** What follows from a report of progress: it counts, it says what is known, or why it cannot be. */
export type ProgressVerdict = 'moves-on' | 'known' | 'NOT_ACCEPTED' | 'REFERRAL_ENDED' | 'PROGRESS_BACK'

/**
 * Whether a referral may come to this progress (D6): only forward, to an end, and only of a lead that its partner has. A
 * later point may be reached directly.
 */
export function verdictOnProgress(
  { state, progress }: { state: ReferralState; progress: ReferralProgress },
  reported: ReportableProgress,
): ProgressVerdict {
  if (progress === reported) return 'known'
  if (state === 'referred' || state === 'unknown') return 'NOT_ACCEPTED'
  if (state !== 'accepted' && state !== 'delivered') return 'REFERRAL_ENDED'
  if (progress === 'converted' || progress === 'invalidated') return 'PROGRESS_BACK'
  return referralProgresses.indexOf(reported) > referralProgresses.indexOf(progress) ? 'moves-on' : 'PROGRESS_BACK'
}

/** The states of a referral (D18). */
export const referralStates = [
  'referred',
  'accepted',
  'unknown',
  'delivered',
  'rejected',
  'duplicate',
  'failed',
  'returned',
  'unreferred',
] as const

export type ReferralState = (typeof referralStates)[number]

/** How far a partner came with a referral (D6). It only moves on; each point before it is reached with it. */
export const referralProgresses = ['referred', 'accepted', 'qualified', 'converted', 'invalidated'] as const

export type ReferralProgress = (typeof referralProgresses)[number]

/** Live referrals fill the scope, hold or have charged money, and count for caps (D18). */
export const liveStates: readonly ReferralState[] = ['referred', 'accepted', 'unknown', 'delivered']

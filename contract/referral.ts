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

/** Live referrals fill the scope, hold or have charged money, and count for caps (D18). */
export const liveStates: readonly ReferralState[] = ['referred', 'accepted', 'unknown', 'delivered']

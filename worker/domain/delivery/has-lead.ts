import type { ReferralState } from '../../../contract/referral.ts'

/**
 * Whether a lead is its partner's: from then on it may know who the person is, and only as long as it is so. One that is
 * still on its way is not: a partner whose server never answers would read for nothing what it never pays for.
 */
export const hasLead = (state: string): boolean => (itsOwn as readonly string[]).includes(state)

const itsOwn: readonly ReferralState[] = ['accepted', 'delivered']

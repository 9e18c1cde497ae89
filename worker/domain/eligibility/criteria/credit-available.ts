import { priceOf } from '../../billing/price.ts'
import type { Criterion } from '../criterion.ts'

/**
 * D1.16: what the partner has available and its credit limit together pay for all that this referral may charge;
 * unlimited credit is an explicit flag, never a blank (F26). Holds are already out of what is available.
 */
export const creditAvailable: Criterion = {
  code: 'NO_CREDIT',
  title: 'Credit covers the price',
  needsLead: false,
  overridable: false,
  parks: 'until-change',
  check(facts) {
    const { creditUnlimited, creditLimitMinor } = facts.partner
    if (creditUnlimited) return null
    const { availableMinor } = facts.account
    const priceMinor = priceOf(facts)
    if (availableMinor + creditLimitMinor >= priceMinor) return null
    return { availableMinor, creditLimitMinor, priceMinor }
  },
}

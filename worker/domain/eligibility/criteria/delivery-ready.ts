import { toIso } from '../../../../contract/time.ts'
import { type Criterion, untilChange } from '../criterion.ts'
import type { Facts } from '../facts.ts'

/**
 * D1.17: a lead needs a way to reach the partner: e-mail, or a server whose breaker is not open (ENGINE 5). A
 * telephone transfer needs neither.
 */
export const deliveryReady: Criterion = {
  code: 'NO_DELIVERY',
  title: 'Leads can be delivered',
  needsLead: false,
  overridable: false,
  parks: (facts) => (breakerIsOpen(facts) ? facts.partner.breakerUntil : untilChange),
  check(facts) {
    const { deliversByEmail, deliversByInternet, breakerUntil } = facts.partner
    if (facts.leadType.referralMethod === 'transfer') return null
    const breakerOpen = breakerIsOpen(facts)
    if ((deliversByEmail || deliversByInternet) && !breakerOpen) return null
    // An endpoint that was switched off for good (410) has a breaker without an end.
    const breakerOpenUntil = breakerOpen && breakerUntil < untilChange ? toIso(breakerUntil) : null
    return { deliversByEmail, deliversByInternet, breakerOpen, breakerOpenUntil }
  },
}

/** The outcome of internet delivery decides even where e-mail gets a copy (F32), so its breaker stops both. */
const breakerIsOpen = ({ now, partner }: Facts): boolean => partner.deliversByInternet && now < partner.breakerUntil

import { formatId } from '../../../contract/id.ts'
import type { Candidate } from '../../../contract/refer.ts'
import { priceOf } from '../../domain/billing/price.ts'
import { advice } from '../../domain/eligibility/advice.ts'
import { allOverridable, isOverridable } from '../../domain/eligibility/overridable.ts'
import type { JudgedPartner } from '../leads/list-candidates.ts'

/** A partner as *Refer* shows it (F66). */
export function candidateView(
  { partnerId, partnerName, setupId, facts, failures }: JudgedPartner,
  currency: string,
): Candidate {
  const { partner, setup, counts, account } = facts
  const money = (amount: number) => ({ amount, currency })
  return {
    partner: { id: formatId('partner', partnerId), name: partnerName },
    setup: setupId === null ? null : formatId('setup', setupId),
    eligible: failures.length === 0,
    price: money(priceOf(facts)),
    remainingCredit: partner.creditUnlimited ? null : money(account.availableMinor + partner.creditLimitMinor),
    caps: {
      today: { used: counts.today, limit: partner.dailyLimit },
      thisMonth: { used: counts.thisMonth, limit: partner.monthlyLimit },
      typeToday: { used: counts.typeToday, limit: setup?.dailyLimit ?? 0 },
      typeThisMonth: { used: counts.typeThisMonth, limit: setup?.monthlyLimit ?? 0 },
    },
    transferNumber: partner.transferNumber,
    failures: failures.map((failure) => ({
      ...failure,
      advice: advice[failure.code],
      overridable: isOverridable(failure.code),
    })),
    overridable: failures.length > 0 && allOverridable(failures),
  }
}

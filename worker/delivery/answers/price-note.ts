import { formatMoney, type Money } from '../../../contract/money.ts'
import type { Verdict } from '../verdict.ts'

/**
 * The verdict, with a remark where the partner names another price than the referral's. What is charged was frozen when
 * the lead was referred: the remark is for people, who can ask.
 */
export function notePrice(verdict: Verdict, price: Money): Verdict {
  const { outcome, price: stated, because } = verdict
  if (outcome !== 'accepted' || stated === null) return verdict
  const named = { amount: stated.amountMinor, currency: stated.currency ?? price.currency }
  if (named.amount === price.amount && named.currency === price.currency) return verdict
  const remark = `The partner names a price of ${formatMoney(named)}; ours is ${formatMoney(price)}, which is what counts.`
  return { ...verdict, because: because === null ? remark : `${because} ${remark}` }
}

import { decimalsOf } from '../../../contract/decimal.ts'
import type { Preferences } from '../../../contract/preferences.ts'
import { stepMinor } from '../../domain/top-ups/currencies.ts'

/** What may be paid in at once, VAT included, in minor units of the broker's currency. */
export interface TopUpTerms {
  minimumMinor: number
  maximumMinor: number
  suggestedMinor: number[]
  /** Amounts go up in steps of this. */
  stepMinor: number
}

/**
 * The terms as the preferences say (F63), with their defaults: 10 to 10,000, and 50, 100, 250 and 500 on offer, as far as
 * they lie within. What was set in another currency than the broker has by now counts as never set.
 */
export function topUpTerms(
  settings: Pick<Preferences, 'topUpMinimum' | 'topUpMaximum' | 'topUpSuggested'>,
  currency: string,
): TopUpTerms {
  const unit = 10 ** decimalsOf(currency)
  const inHere = (money: { amount: number; currency: string } | null) =>
    money?.currency === currency ? money.amount : null
  const minimumMinor = inHere(settings.topUpMinimum) ?? 10 * unit
  const maximumMinor = inHere(settings.topUpMaximum) ?? Math.max(minimumMinor, 10_000 * unit)
  const suggested = settings.topUpSuggested.flatMap((money) => inHere(money) ?? [])
  const offered = suggested.length > 0 ? suggested : [50, 100, 250, 500].map((amount) => amount * unit)
  return {
    minimumMinor,
    maximumMinor,
    suggestedMinor: [...new Set(offered)].filter((amount) => amount >= minimumMinor && amount <= maximumMinor),
    stepMinor: stepMinor(currency),
  }
}

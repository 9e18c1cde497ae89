import * as v from 'valibot'

const currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'Expected a three-letter currency code such as GBP.'))

/** Money is an integer number of minor units and an ISO 4217 currency (D20). 1250 GBP is £12.50. */
export const moneySchema = v.strictObject({
  amount: v.pipe(v.number(), v.safeInteger(), v.minValue(-1e12), v.maxValue(1e12)),
  currency,
})

export type Money = v.InferOutput<typeof moneySchema>

/** An amount of minor units that may be zero and never negative: a price, a limit. */
export const amountMinor = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(1e12))

/** Money that may be zero and never negative: a price, a credit limit. */
export const unsignedMoneySchema = v.strictObject({ amount: amountMinor, currency })

/** £12.50 for 1250 GBP; the currency's own number of decimals is used. */
export function formatMoney({ amount, currency }: Money, locale = 'en-GB'): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency })
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(amount / 10 ** decimals)
}

/** Floor of `basisPoints` hundredths of a percent of an amount in minor units (D20: percent prices round down). */
export const shareOf = (amount: number, basisPoints: number): number => Math.floor((amount * basisPoints) / 10_000)

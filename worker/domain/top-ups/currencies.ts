import { decimalsOf } from '../../../contract/decimal.ts'

/** The currencies that PayPal takes. */
const taken = new Set(
  'AUD BRL CAD CNY CZK DKK EUR HKD HUF ILS JPY MYR MXN TWD NZD NOK PHP PLN GBP SGD SEK CHF THB USD'.split(' '),
)

/** Written with decimals everywhere, and at PayPal without. */
const wholeAtPayPal = new Set(['HUF', 'TWD'])

export const isTakenByPayPal = (currency: string): boolean => taken.has(currency)

/** The smallest step of an amount that PayPal takes, in minor units: 1, or 100 where it takes no decimals. */
export const stepMinor = (currency: string): number => (wholeAtPayPal.has(currency) ? 10 ** decimalsOf(currency) : 1)

import { fromDecimal, toDecimal } from '../../../contract/decimal.ts'
import type { Money } from '../../../contract/money.ts'
import { stepMinor } from './currencies.ts'

/** Money as PayPal writes it. */
export interface PayPalAmount {
  currency_code: string
  value: string
}

/** `{ currency_code: 'GBP', value: '120.00' }`; without decimals where PayPal takes none. */
export const toPayPalAmount = (money: Money): PayPalAmount => ({
  currency_code: money.currency,
  value: stepMinor(money.currency) === 1 ? toDecimal(money) : toDecimal(money).replace(/\.0+$/, ''),
})

/** What PayPal says, in minor units, exact; null for what is no amount. A reversal may come with a minus: it is its size. */
export function fromPayPalAmount(value: unknown): Money | null {
  if (typeof value !== 'object' || value === null) return null
  const { currency_code: currency, value: text } = value as Record<string, unknown>
  if (typeof currency !== 'string' || typeof text !== 'string' || !/^[A-Z]{3}$/.test(currency)) return null
  const amount = fromDecimal(text.replace(/^-/, ''), currency)
  return amount === null ? null : { amount, currency }
}

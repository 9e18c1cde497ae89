import * as v from 'valibot'
import { formatMoney, type Money, moneySchema } from '../../money.ts'
import { type Field, type Kind, keep, refuse, type SettingsOf } from '../field.ts'
import { keypad, withoutThousands } from './number.ts'

export const moneySettings = () => ({
  currency: moneySchema.entries.currency,
  /** In minor units. */
  min: v.optional(moneySchema.entries.amount),
  max: v.optional(moneySchema.entries.amount),
})

export interface MoneyField extends Field, SettingsOf<typeof moneySettings> {
  kind: 'money'
}

/** An amount in the field's own currency. Nothing below zero, unless `min` says so; at most 10^12 minor units (D20). */
export const money: Kind<MoneyField, Money> = {
  kind: 'money',
  control: 'input',
  read(given, field) {
    const { currency, min = 0, max = 1e12 } = field
    const { amount, currency: givenCurrency, ...rest } = Object(given)
    const inWords = (limit: number) => formatMoney({ amount: limit, currency })
    if (Number.isNaN(amount)) {
      const [example] = money.toForm(money.example(field), field)
      return refuse('NOT_AN_AMOUNT', `Enter an amount such as ${example}.`)
    }
    if (!Number.isSafeInteger(amount) || givenCurrency !== currency || Object.keys(rest).length) {
      return refuse('WRONG_TYPE', `Expected {"amount": 123450, "currency": "${currency}"}, in minor units.`)
    }
    if (amount < min) return refuse('TOO_SMALL', `Enter ${inWords(min)} or more.`)
    if (amount > max) return refuse('TOO_LARGE', `Enter ${inWords(max)} or less.`)
    return keep({ amount, currency })
  },
  fromForm: ([text], { currency }) => (text?.trim() ? { amount: toMinor(text, currency), currency } : undefined),
  toForm: ({ amount, currency }) => {
    const { decimals } = habitsOf(currency)
    return [(amount / 10 ** decimals).toFixed(decimals)]
  },
  toText: (value) => formatMoney(value),
  // Not type="number": people write £ and thousands separators.
  attributes: ({ min = 0 }) => ({ type: 'text', inputmode: keypad(min), maxlength: 24 }),
  example: ({ currency, min = 0, max = 1e12 }) => ({ amount: Math.max(min, Math.min(max, 123_450)), currency }),
}

/** 123450 for "£1,234.50" in GBP; NaN for what is no amount of that currency, such as more decimals than it has. */
function toMinor(text: string, currency: string): number {
  const { decimals, symbol } = habitsOf(currency)
  const plain = withoutThousands(text.replace(symbol, ''))
  const isAmount = new RegExp(`^-?\\d+(\\.\\d{0,${decimals}})?$`).test(plain)
  return isAmount ? Math.round(Number(plain) * 10 ** decimals) : Number.NaN
}

function habitsOf(currency: string) {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
  return {
    decimals: format.resolvedOptions().maximumFractionDigits ?? 2,
    symbol: format.format(0).replace(/[\d.\s]/g, ''),
  }
}

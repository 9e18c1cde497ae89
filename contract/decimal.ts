import type { Money } from './money.ts'

/** How many decimals a currency is written with: 2 for GBP, 0 for JPY, 3 for KWD. */
export const decimalsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

/** Money as plain decimal text, exact and without a sign for its currency: `12.50` for 1250 GBP, `-0.05`, `1200` for JPY. */
export function toDecimal({ amount, currency }: Money): string {
  const decimals = decimalsOf(currency)
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const text = decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`
  return amount < 0 ? `-${text}` : text
}

/**
 * Minor units of decimal text, exact: 1250 for `12.5` GBP. Null for what is no amount of this currency (`12.505`, `1e3`,
 * more than fits).
 */
export function fromDecimal(text: string, currency: string): number | null {
  const decimals = decimalsOf(currency)
  const match = /^(-?)(\d{1,13})(?:\.(\d+))?$/.exec(text)
  if (match === null) return null
  const [, sign, whole = '', given = ''] = match
  const fraction = given.replace(/0+$/, '')
  if (fraction.length > decimals) return null
  const amount = Number(whole + fraction.padEnd(decimals, '0'))
  if (!Number.isSafeInteger(amount)) return null
  return sign === '-' && amount !== 0 ? -amount : amount
}

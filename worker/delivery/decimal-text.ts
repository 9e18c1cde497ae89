import type { Money } from '../../contract/money.ts'

/** An amount as machines write it: 42.50 for 4250 GBP, 4250 for 4250 JPY; with a point, and no thousands. */
export function decimalText({ amount, currency }: Money): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2
  return (amount / 10 ** decimals).toFixed(decimals)
}

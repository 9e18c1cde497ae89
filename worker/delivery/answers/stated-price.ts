import type { StatedPrice } from '../verdict.ts'

/**
 * A price as a partner writes it: 12.5, "12.50", "£12.50", "GBP 1,234.50", "12,50 €". null when it cannot be read
 * without guessing, or is nothing. A price is for the record only (D5), so two decimals will do for every currency.
 */
export function statedPrice(
  value: unknown,
  { unit = 'major', currency = null }: { unit?: 'major' | 'minor'; currency?: string | null } = {},
): StatedPrice | null {
  const text = typeof value === 'number' ? plainNumber(value) : typeof value === 'string' ? value.trim() : ''
  const parts = /^([A-Za-z]{3}|[£€$])?\s*(\d[\d.,\s]*)\s*([A-Za-z]{3}|[£€$])?$/u.exec(text)
  const amount = parts === null ? null : toNumber(parts[2]!.trim())
  if (parts === null || amount === null) return null
  const amountMinor = Math.round(unit === 'minor' ? amount : amount * 100)
  if (amountMinor <= 0 || amountMinor > 1e12) return null
  return { amountMinor, currency: currency ?? named(parts[1] ?? parts[3]) }
}

const plainNumber = (value: number): string => (Number.isFinite(value) && value >= 0 ? value.toFixed(4) : '')

/** The last separator with one, two or four digits after it is the decimal one; the others must part thousands. */
function toNumber(text: string): number | null {
  if (/^\d{1,12}([.,]\d{1,2}|\.\d{4})?$/.test(text)) return Number(text.replace(',', '.'))
  if (/^\d{1,3}(,\d{3})+(\.\d{1,2})?$/.test(text)) return Number(text.replaceAll(',', ''))
  if (/^\d{1,3}([. ]\d{3})+,\d{1,2}$/.test(text)) return Number(text.replace(/[. ]/g, '').replace(',', '.'))
  return null
}

const signs: Record<string, string | null> = { '£': 'GBP', '€': 'EUR', $: null }

/** A dollar sign alone does not say whose dollars. */
const named = (sign: string | undefined): string | null =>
  sign === undefined ? null : sign in signs ? (signs[sign] ?? null) : sign.toUpperCase()

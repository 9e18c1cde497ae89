import type { Field } from '../../../contract/fields/field.ts'
import { date } from '../../../contract/fields/kinds/date.ts'
import { readField } from '../../../contract/fields/lead-schema.ts'
import type { Clause } from '../../../contract/filter.ts'
import { formatMoney, type Money } from '../../../contract/money.ts'
import type { ValueProblem } from './operator.ts'

export type Bound = Extract<Clause, { op: 'atLeast' }>['value']

/** The kinds of fields whose values have an order. */
export const orderedKinds = ['number', 'money', 'date'] as const

/**
 * Below, at or above a bound, as a negative number, 0 or a positive one; null when the two cannot be compared: other
 * kinds of things, or money of two currencies. Dates compare as texts, which YYYY-MM-DD is made for.
 */
export function compare(value: unknown, bound: Bound): number | null {
  if (typeof value === 'number' && typeof bound === 'number') return value - bound
  if (isDay(value) && isDay(bound)) return value < bound ? -1 : value > bound ? 1 : 0
  if (!isMoney(value) || !isMoney(bound) || value.currency !== bound.currency) return null
  return value.amount - bound.amount
}

/** A bound must be something that the field could hold, whatever its own limits are today. */
export function boundProblem(bound: Bound, field: Field, at = ''): ValueProblem | null {
  const limitless = { ...field, required: true, min: field.kind === 'money' ? -1e12 : undefined, max: undefined }
  const reading = readField(limitless, bound)
  return reading.ok ? null : { at, code: reading.code, message: reading.message }
}

/** 5,000, £50.00 or 31 March 2026. */
export function boundText(bound: Bound): string {
  if (typeof bound === 'number') return new Intl.NumberFormat('en-GB', { maximumFractionDigits: 10 }).format(bound)
  return isMoney(bound) ? formatMoney(bound) : date.toText(bound, dateField)
}

const dateField = { kind: 'date', name: '', label: '', required: false } as const

const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)

const isMoney = (value: unknown): value is Money => typeof Object(value).amount === 'number'

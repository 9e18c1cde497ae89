import * as v from 'valibot'
import { type Field, type Kind, keep, refuse, type SettingsOf } from '../field.ts'

export const numberSettings = () => ({
  min: v.optional(v.pipe(v.number(), v.finite())),
  max: v.optional(v.pipe(v.number(), v.finite())),
  integer: v.optional(v.boolean()),
})

export interface NumberField extends Field, SettingsOf<typeof numberSettings> {
  kind: 'number'
}

/** A number; one that cannot be kept exactly is out of range, whatever the settings. */
export const number: Kind<NumberField, number> = {
  kind: 'number',
  control: 'input',
  read(given, field) {
    const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER, integer } = field
    if (typeof given !== 'number') return refuse('WRONG_TYPE', 'Expected a number.')
    if (!Number.isFinite(given)) return refuse('NOT_A_NUMBER', `Enter a number such as ${number.example(field)}.`)
    if (integer && !Number.isInteger(given)) return refuse('NOT_WHOLE', 'Enter a whole number.')
    if (given < min) return refuse('TOO_SMALL', `Enter ${min} or more.`)
    if (given > max) return refuse('TOO_LARGE', `Enter ${max} or less.`)
    return keep(given)
  },
  fromForm: ([text]) => (text?.trim() ? toNumber(text) : undefined),
  toForm: (value) => [`${value}`],
  // No thousands separators: the number may be a year.
  toText: (value) => `${value}`,
  attributes: ({ min, max, integer }) => ({
    type: 'number',
    inputmode: keypad(min, integer),
    min,
    max,
    step: integer ? 1 : 'any',
  }),
  example({ min = Number.MIN_SAFE_INTEGER, max = 10, integer }) {
    const value = Math.max(min, Math.min(max, 10))
    if (!integer) return value
    return value < 10 ? Math.floor(value) : Math.ceil(value)
  },
}

/** 1234.5 for "1,234.5", NaN for what is no number. A comma counts only where thousands are parted: 1,5 is refused. */
function toNumber(text: string): number {
  const plain = withoutThousands(text)
  return /^-?\d*\.?\d+(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN
}

export const withoutThousands = (text: string): string => text.trim().replace(/,(?=\d{3}(?!\d))/g, '')

/** The keypad of digits has no minus on iPhones, so it is asked for only where nothing below zero is taken. */
export const keypad = (min = -1, integer = false): string | undefined =>
  min < 0 ? undefined : integer ? 'numeric' : 'decimal'

import * as v from 'valibot'
import { asTyped, notText } from '../as-typed.ts'
import { autocomplete } from '../autocomplete.ts'
import { type Field, type Kind, keep, type Reading, refuse, type SettingsOf } from '../field.ts'

export const textSettings = () => ({ maxLength: v.optional(lengthUpTo(1000)) })

export interface TextField extends Field, SettingsOf<typeof textSettings> {
  kind: 'text'
}

const usualLength = 200

/** One line of text. */
export const text: Kind<TextField, string> = {
  ...asTyped,
  kind: 'text',
  control: 'input',
  read: (given, { maxLength = usualLength }) => readText(given, maxLength),
  attributes: ({ name, maxLength = usualLength }) => ({
    type: 'text',
    maxlength: maxLength,
    autocomplete: autocomplete(name),
  }),
  example: ({ maxLength = usualLength }) => 'Some text'.slice(0, maxLength).trim(),
}

/** A text of at most `maxLength` UTF-16 units, which is how browsers count for maxlength. */
export function readText(given: unknown, maxLength: number): Reading<string> {
  if (typeof given !== 'string') return notText
  if (given.length <= maxLength) return keep(given)
  return refuse('TOO_LONG', `Use at most ${maxLength} characters; there are ${given.length}.`)
}

/** Schema for a maxLength setting. */
export function lengthUpTo(most: number) {
  return v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most))
}

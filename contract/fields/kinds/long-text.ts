import * as v from 'valibot'
import { asTyped } from '../as-typed.ts'
import { autocomplete } from '../autocomplete.ts'
import type { Field, Kind, SettingsOf } from '../field.ts'
import { lengthUpTo, readText } from './text.ts'

export const longTextSettings = () => ({ maxLength: v.optional(lengthUpTo(10_000)) })

export interface LongTextField extends Field, SettingsOf<typeof longTextSettings> {
  kind: 'longText'
}

const usualLength = 2000

/** Text of several lines; a line break is one character, however it was sent. */
export const longText: Kind<LongTextField, string> = {
  ...asTyped,
  kind: 'longText',
  control: 'textarea',
  read: (given, { maxLength = usualLength }) => readText(given, maxLength),
  attributes: ({ name, maxLength = usualLength }) => ({ maxlength: maxLength, autocomplete: autocomplete(name) }),
  example: ({ maxLength = usualLength }) => 'A line\nand another'.slice(0, maxLength).trim(),
}

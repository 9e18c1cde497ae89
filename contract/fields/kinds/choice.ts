import * as v from 'valibot'
import { requiredLine } from '../../text.ts'
import { asTyped } from '../as-typed.ts'
import { distinct } from '../distinct.ts'
import { type Field, type Kind, keep, refuse, type SettingsOf } from '../field.ts'

export const choiceSettings = () => ({
  options: v.pipe(
    v.array(v.strictObject({ value: requiredLine(100), label: requiredLine(120) })),
    v.minLength(1, 'Give at least one option.'),
    v.maxLength(100, 'Give at most 100 options.'),
    distinct('value', 'Another option has this value already.'),
  ),
})

export interface ChoiceField extends Field, SettingsOf<typeof choiceSettings> {
  kind: 'choice'
}

/** One of several options; what is kept is the option's value. */
export const choice: Kind<ChoiceField, string> = {
  ...asTyped,
  kind: 'choice',
  control: 'select',
  read: (given, { options }) =>
    options.some(({ value }) => value === given)
      ? keep(given as string)
      : refuse('NOT_A_CHOICE', 'Choose one of the options.'),
  toText: (value, { options }) => labelOf(value, options),
  attributes: () => ({}),
  options: ({ options }) => options,
  example: ({ options }) => options[0]?.value ?? '',
}

/** An option's label; a value that was withdrawn since is shown as it is. */
export const labelOf = (value: string, options: ChoiceField['options']): string =>
  options.find((option) => option.value === value)?.label ?? value

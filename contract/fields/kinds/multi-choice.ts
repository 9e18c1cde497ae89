import * as v from 'valibot'
import { type Field, type Kind, keep, refuse, type SettingsOf } from '../field.ts'
import { choiceSettings, labelOf } from './choice.ts'

export const multiChoiceSettings = () => ({
  ...choiceSettings(),
  minCount: v.optional(count()),
  maxCount: v.optional(count()),
})

export interface MultiChoiceField extends Field, SettingsOf<typeof multiChoiceSettings> {
  kind: 'multiChoice'
}

/** Several of several options, kept once each and in the order of the options. */
export const multiChoice: Kind<MultiChoiceField, string[]> = {
  kind: 'multiChoice',
  control: 'checkboxes',
  read(given, { options, minCount = 0, maxCount = options.length }) {
    if (!Array.isArray(given)) return refuse('WRONG_TYPE', 'Expected a list of choices.')
    const values = options.map(({ value }) => value)
    const chosen = values.filter((value) => given.includes(value))
    if (!given.every((value) => chosen.includes(value))) {
      return refuse('NOT_A_CHOICE', 'Choose among the options.')
    }
    if (chosen.length < minCount) return refuse('TOO_FEW', `Choose at least ${minCount}.`)
    if (chosen.length > maxCount) return refuse('TOO_MANY', `Choose at most ${maxCount}.`)
    return keep(chosen)
  },
  fromForm: (texts) => texts,
  toForm: (values) => values,
  toText: (values, { options }) => values.map((value) => labelOf(value, options)).join(', '),
  attributes: () => ({ type: 'checkbox' }),
  options: ({ options }) => options,
  example: ({ options, minCount = 1 }) => options.slice(0, minCount).map(({ value }) => value),
}

const count = () => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100))

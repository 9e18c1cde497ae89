import type { Field } from '../../../contract/fields/field.ts'
import { kindOf } from '../../../contract/fields/kinds.ts'
import type { ValueProblem } from './operator.ts'

/** The kinds of fields that are answered with options. */
export const choiceKinds = ['choice', 'multiChoice'] as const

/** What was chosen: one option or several, as a list either way; empty for what is no choice. */
export const chosen = (actual: unknown): readonly string[] => {
  const list = Array.isArray(actual) ? actual : [actual]
  return list.every((option) => typeof option === 'string') ? list : []
}

/** Only what can be chosen today may be wanted: a misspelt option would keep every lead away. */
export function optionsProblem(wanted: readonly string[], field: Field): ValueProblem | null {
  const options = optionsOf(field)
  const index = wanted.findIndex((option) => !options.includes(option))
  if (index === -1) return null
  return { at: `/${index}`, code: 'NOT_A_CHOICE', message: `This field has no option “${wanted[index]}”.` }
}

export const optionsOf = (field: Field): string[] =>
  kindOf(field)
    .options?.(field)
    .map(({ value }) => value) ?? []

/** Options as the form shows them, where the field is known and still has them. */
export function namesOf(options: readonly string[], field: Field | undefined): string {
  const shown = field === undefined ? [] : (kindOf(field).options?.(field) ?? [])
  return options.map((option) => shown.find(({ value }) => value === option)?.label ?? option).join(', ')
}

import type { Field } from '../../contract/fields/field.ts'
import { kindOf } from '../../contract/fields/kinds.ts'
import { readField } from '../../contract/fields/lead-schema.ts'

/** Whether anything was filled in or chosen for a field. */
export const isAnswered = (form: HTMLFormElement, name: string): boolean => textsOf(form, name).some(Boolean)

/** What is wrong with one field as it stands now, by the rules that the Worker has too; empty when nothing is. */
export function errorOf(form: HTMLFormElement, field: Field): string {
  const reading = readField(field, answerTo(form, field))
  return reading.ok ? '' : reading.message
}

/** What was answered, as the field's kind reads it. */
export const answerTo = (form: HTMLFormElement, field: Field): unknown =>
  kindOf(field).fromForm(textsOf(form, field.name), field)

const textsOf = (form: HTMLFormElement, name: string): string[] => new FormData(form).getAll(name) as string[]

import type { Field } from '../../contract/fields/field.ts'
import { kindOf } from '../../contract/fields/kinds.ts'
import { readField } from '../../contract/fields/lead-schema.ts'

/** What is wrong with one field as it stands now, by the rules that the Worker has too; empty when nothing is. */
export function errorOf(form: HTMLFormElement, field: Field): string {
  const reading = readField(field, answerTo(form, field))
  return reading.ok ? '' : reading.message
}

/** What was answered, as the field's kind reads it. */
export const answerTo = (form: HTMLFormElement, field: Field): unknown =>
  kindOf(field).fromForm(new FormData(form).getAll(field.name) as string[], field)

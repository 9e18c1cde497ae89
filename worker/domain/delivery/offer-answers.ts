import type { Field } from '../../../contract/fields/field.ts'
import { kindOf } from '../../../contract/fields/kinds.ts'

/** Of these kinds a person types nothing: it picks what the broker wrote, or says how much. */
const impersonal: readonly string[] = ['choice', 'multiChoice', 'yesNo', 'money']

/**
 * What an offer tells of a lead's answers (D6). A value is told only where its field would take it today: one that stems
 * from an earlier kind of the field may be anything that the person typed.
 */
export const offerAnswers = (
  fields: readonly Field[],
  values: Record<string, unknown>,
): { name: string; label: string; text: string }[] =>
  fields.flatMap((field) => {
    const value = values[field.name]
    if (value === undefined || value === null || !impersonal.includes(field.kind)) return []
    const kind = kindOf(field)
    if (!kind.read(value, field).ok) return []
    return [{ name: field.name, label: field.label, text: kind.toText(value, field) }]
  })

import type { Field } from '../../../contract/fields/field.ts'
import type { FieldProblem } from '../../../contract/problem.ts'

/** A lead type is referable only when a lead of it says something. */
export function methodProblems(referralMethod: string | null, fields: readonly Field[]): FieldProblem[] {
  if (referralMethod === null || fields.length > 0) return []
  const message = 'Give it a field first: a lead type without fields cannot be referred.'
  return [{ pointer: '/referralMethod', code: 'NO_FIELDS', message }]
}

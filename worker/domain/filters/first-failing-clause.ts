import type { Field } from '../../../contract/fields/field.ts'
import type { KindName } from '../../../contract/fields/kinds.ts'
import type { Clause } from '../../../contract/filter.ts'
import { valueIn } from './clause-text.ts'
import { operators } from './operators.ts'
import { type Shown, shownValue } from './shown-value.ts'

/** A lead as far as clauses look at it: its type's fields and what it says in them. */
export interface Answers {
  fields: readonly Field[]
  values: Record<string, unknown>
}

/**
 * The first clause that does not hold, with what the lead has there as a trace may keep it; null when all of them hold
 * (D1.21). A missing value holds for `absent` only, and so does a field that the type lost since the clause was saved.
 */
export function firstFailingClause(
  clauses: readonly Clause[],
  { fields, values }: Answers,
): { clause: Clause; actual: Shown } | null {
  for (const clause of clauses) {
    const field = fields.find(({ name }) => name === clause.field)
    const actual = field === undefined ? undefined : values[field.name]
    if (!holds(clause, actual, field)) return { clause, actual: field === undefined ? null : shownValue(actual, field) }
  }
  return null
}

function holds(clause: Clause, actual: unknown, field: Field | undefined): boolean {
  if (actual === undefined || field === undefined) return clause.op === 'absent'
  const operator = operators[clause.op]
  return operator.kinds.includes(field.kind as KindName) && operator.holds(actual, valueIn(clause), field)
}

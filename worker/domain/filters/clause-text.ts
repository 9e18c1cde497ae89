import type { Field } from '../../../contract/fields/field.ts'
import type { Clause } from '../../../contract/filter.ts'
import { operators } from './operators.ts'

/**
 * A clause as a person reads it: "amount at least 5,000". `label` is how the field is called, if not by its name; with
 * the field itself, its options read as they do on the form.
 */
export const clauseText = (
  clause: Clause,
  { label = clause.field, field }: { label?: string; field?: Field | undefined } = {},
): string => `${label} ${operators[clause.op].text(valueIn(clause), field)}`

/** What a clause compares with; undefined where its operator takes nothing. */
export const valueIn = (clause: Clause): unknown => ('value' in clause ? clause.value : undefined)

import type { Clause } from '../../../contract/filter.ts'
import { operators } from './operators.ts'

/** A clause as a person reads it: "amount at least 5,000". `label` is how the field is called, if not by its name. */
export const clauseText = (clause: Clause, label: string = clause.field): string =>
  `${label} ${operators[clause.op].text(valueIn(clause))}`

/** What a clause compares with; undefined where its operator takes nothing. */
export const valueIn = (clause: Clause): unknown => ('value' in clause ? clause.value : undefined)

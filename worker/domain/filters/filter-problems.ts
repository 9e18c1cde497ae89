import type { Field } from '../../../contract/fields/field.ts'
import type { KindName } from '../../../contract/fields/kinds.ts'
import type { Clause } from '../../../contract/filter.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import { compare } from './bound.ts'
import { valueIn } from './clause-text.ts'
import { operators } from './operators.ts'

/**
 * What is wrong with clauses about to be saved, all of it at once: a field that the lead type has not, an operator that
 * the field's kind does not know, a value that the field could never hold, a range of nothing, the same clause twice, or
 * two that cannot both hold. `pointer` is where the list stands in the body: `/filters` gives `/filters/2/value`.
 */
export function filterProblems(clauses: readonly Clause[], fields: readonly Field[], pointer: string): FieldProblem[] {
  return clauses.flatMap((clause, index) => {
    const at = `${pointer}/${index}`
    const field = fields.find(({ name }) => name === clause.field)
    if (field === undefined) return [unknownField(clause, at)]
    return clauseProblem(clause, field, at) ?? clashProblem(clause, clauses.slice(0, index), at) ?? []
  })
}

const unknownField = ({ field }: Clause, at: string): FieldProblem => ({
  pointer: `${at}/field`,
  code: 'UNKNOWN_FIELD',
  message: `The lead type has no field called “${field}”.`,
})

function clauseProblem(clause: Clause, field: Field, at: string): FieldProblem | null {
  const operator = operators[clause.op]
  if (!operator.kinds.includes(field.kind as KindName)) {
    const message = `“${clause.op}” cannot be asked of this field; ${opsOf(field).join(', ')} can.`
    return { pointer: `${at}/op`, code: 'WRONG_OPERATOR', message }
  }
  const wrong = operator.problem(valueIn(clause), field)
  return wrong && { pointer: `${at}/value${wrong.at ?? ''}`, code: wrong.code, message: wrong.message }
}

const opsOf = ({ kind }: Field): string[] =>
  Object.values(operators)
    .filter(({ kinds }) => kinds.includes(kind as KindName))
    .map(({ op }) => op)

function clashProblem(clause: Clause, earlier: readonly Clause[], at: string): FieldProblem | null {
  const others = earlier.filter(({ field }) => field === clause.field)
  if (others.some(({ op }) => op === clause.op))
    return { pointer: at, code: 'DUPLICATE', message: 'This is asked of the same field already. Put the two into one.' }
  if (others.some((other) => exclude(clause, other) || exclude(other, clause)))
    return {
      pointer: at,
      code: 'CONTRADICTION',
      message: 'No lead can pass this and an earlier line on the same field.',
    }
  return null
}

/** The plain cases only: nothing and something; a least that is above the most. */
function exclude(one: Clause, other: Clause): boolean {
  if (one.op === 'absent') return true
  return one.op === 'atLeast' && other.op === 'atMost' && (compare(one.value, other.value) ?? 0) > 0
}

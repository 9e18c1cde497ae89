import * as v from 'valibot'
import { moneySchema } from './money.ts'
import { line, requiredLine } from './text.ts'

const field = v.pipe(v.string(), v.minLength(1), v.maxLength(40))

/** A number, a date (YYYY-MM-DD) or an amount of money: whatever the field itself takes. */
const bound = v.union(
  [v.pipe(v.number(), v.finite()), line(10), moneySchema],
  'Expected a number, a date such as 2026-03-31, or an amount of money, as the field takes it.',
)

const several = <Item extends v.GenericSchema>(item: Item) =>
  v.pipe(
    v.array(item),
    v.minLength(1, 'Give at least one.'),
    v.maxLength(100, 'Give at most 100.'),
    v.check((list) => new Set(list).size === list.length, 'One is given twice.'),
  )

const clause = <const Op extends string, Value extends v.GenericSchema>(op: Op, value: Value) =>
  v.strictObject({ field, op: v.literal(op), value })

const clauseWithoutValue = <const Op extends string>(op: Op) => v.strictObject({ field, op: v.literal(op) })

/**
 * One typed predicate over a lead type's own field (D1.21): what a setup wants of a lead, or when an automation acts.
 * There is no rule language: an operator is one line here and one file in worker/domain/filters/operators, which says
 * to which kinds of fields it applies and what it means.
 */
export const clauseSchema = v.variant('op', [
  clause('atLeast', bound),
  clause('atMost', bound),
  clause('between', v.strictObject({ from: bound, to: bound })),
  clauseWithoutValue('present'),
  clauseWithoutValue('absent'),
  clause('equals', requiredLine(200)),
  clause('contains', requiredLine(200)),
  clause('startsWith', requiredLine(200)),
  clause('oneOf', several(requiredLine(100))),
  clause('noneOf', several(requiredLine(100))),
  clause('is', v.boolean()),
  clause('inArea', several(requiredLine(8))),
  clause('notInArea', several(requiredLine(8))),
])

export type Clause = v.InferOutput<typeof clauseSchema>

export type ClauseOp = Clause['op']

/** A list of clauses: all of them must hold. An empty one holds always. */
export const filtersSchema = v.pipe(v.array(clauseSchema), v.maxLength(20))

import type { Field, Refusal } from '../../../contract/fields/field.ts'
import type { KindName } from '../../../contract/fields/kinds.ts'
import type { Clause, ClauseOp } from '../../../contract/filter.ts'

/** What one operator gives a clause to compare with; undefined where it takes nothing. */
export type ValueOf<Op extends ClauseOp> =
  Extract<Clause, { op: Op }> extends { value: infer Value } ? Value : undefined

/**
 * One way to look at a field of a lead (D1.21). One file each in operators/. Its value was read by the contract's schema
 * when it was saved, but the field may have changed since, and so may what older leads hold: `holds` says no to what it
 * cannot compare, and never throws.
 */
export interface Operator<Op extends ClauseOp = ClauseOp, Value = ValueOf<Op>> {
  op: Op
  /** The kinds of fields that it applies to. */
  kinds: readonly KindName[]
  /** Why this value makes no sense for this field; null when it does. */
  problem(value: Value, field: Field): ValueProblem | null
  /** Whether what the lead has in this field (undefined: nothing) is what is wanted. */
  holds(actual: unknown, value: Value, field: Field): boolean
  /** What is wanted, behind the name of the field: "at least 5,000". The field is not known everywhere. */
  text(value: Value, field?: Field): string
}

/** What is wrong with a value; `at` is where inside it (`/from`, `/2`), nothing where it is the whole. */
export interface ValueProblem extends Omit<Refusal, 'ok'> {
  at?: string
}

/** Any operator, for the list of them. */
// biome-ignore lint/suspicious/noExplicitAny: a list holds operators of every value
export type AnyOperator = Operator<ClauseOp, any>

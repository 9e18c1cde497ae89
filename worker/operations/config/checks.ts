import type { Money } from '../../../contract/money.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import { Problem } from '../../problem.ts'

/** The thing that was looked for, or NOT_FOUND. */
export function found<T>(thing: T | null): T {
  if (thing === null) throw new Problem('NOT_FOUND')
  return thing
}

/** Optimistic locking, for who asks for it: the thing must still have the version that the change was made from. */
export function expectVersion(thing: { version: number }, expected: number | undefined): void {
  if (expected !== undefined && expected !== thing.version) throw new Problem('VERSION_CONFLICT')
}

/** Archived things stay as they are: leads point at them. */
export function expectLive({ archivedAt }: { archivedAt: number | null }): void {
  if (archivedAt !== null) throw new Problem('ARCHIVED')
}

/** Refuses with every bad field at once. */
export function expectNoProblems(errors: readonly FieldProblem[]): void {
  if (errors.length > 0) throw new Problem('INVALID_BODY', { errors: [...errors] })
}

/** One deployment counts in one currency: the broker's. Nothing to say about money that was not given. */
export const currencyProblems = (pointer: string, money: Money | null | undefined, currency: string): FieldProblem[] =>
  money === null || money === undefined || money.currency === currency
    ? []
    : [{ pointer: `${pointer}/currency`, code: 'WRONG_CURRENCY', message: `Everything here is in ${currency}.` }]

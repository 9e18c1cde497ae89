import { boundProblem, boundText, compare, orderedKinds } from '../bound.ts'
import type { Operator } from '../operator.ts'

/** The bound itself or more; for a date: that day or later. */
export const atLeast: Operator<'atLeast'> = {
  op: 'atLeast',
  kinds: orderedKinds,
  problem: (value, field) => boundProblem(value, field),
  holds(actual, value) {
    const order = compare(actual, value)
    return order !== null && order >= 0
  },
  text: (value) => `at least ${boundText(value)}`,
}

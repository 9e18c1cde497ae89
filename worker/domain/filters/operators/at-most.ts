import { boundProblem, boundText, compare, orderedKinds } from '../bound.ts'
import type { Operator } from '../operator.ts'

/** The bound itself or less; for a date: that day or earlier. */
export const atMost: Operator<'atMost'> = {
  op: 'atMost',
  kinds: orderedKinds,
  problem: (value, field) => boundProblem(value, field),
  holds(actual, value) {
    const order = compare(actual, value)
    return order !== null && order <= 0
  },
  text: (value) => `at most ${boundText(value)}`,
}

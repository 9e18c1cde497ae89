import { boundProblem, boundText, compare, orderedKinds } from '../bound.ts'
import type { Operator } from '../operator.ts'

/** From one bound to the other, both included. */
export const between: Operator<'between'> = {
  op: 'between',
  kinds: orderedKinds,
  problem({ from, to }, field) {
    const wrong = boundProblem(from, field, '/from') ?? boundProblem(to, field, '/to')
    if (wrong !== null) return wrong
    if (compare(from, to)! <= 0) return null
    return { code: 'EMPTY_RANGE', message: `Nothing lies between ${boundText(from)} and ${boundText(to)}.` }
  },
  holds(actual, { from, to }) {
    const [above, below] = [compare(actual, from), compare(actual, to)]
    return above !== null && below !== null && above >= 0 && below <= 0
  },
  text: ({ from, to }) => `between ${boundText(from)} and ${boundText(to)}`,
}

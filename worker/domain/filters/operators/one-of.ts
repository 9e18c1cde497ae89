import { choiceKinds, chosen, namesOf, optionsProblem } from '../chosen.ts'
import type { Operator } from '../operator.ts'

/** One of these options was chosen; where several may be, at least one of them. */
export const oneOf: Operator<'oneOf'> = {
  op: 'oneOf',
  kinds: choiceKinds,
  problem: optionsProblem,
  holds: (actual, wanted) => chosen(actual).some((option) => wanted.includes(option)),
  text: (wanted, field) => `one of ${namesOf(wanted, field)}`,
}

import { choiceKinds, chosen, namesOf, optionsOf, optionsProblem } from '../chosen.ts'
import type { Operator } from '../operator.ts'

/** Something was chosen, and none of these options. */
export const noneOf: Operator<'noneOf'> = {
  op: 'noneOf',
  kinds: choiceKinds,
  problem(unwanted, field) {
    const wrong = optionsProblem(unwanted, field)
    if (wrong !== null || unwanted.length < optionsOf(field).length) return wrong
    return { code: 'EMPTY_RANGE', message: 'These are all the options: nothing would be left.' }
  },
  holds(actual, unwanted) {
    const options = chosen(actual)
    return options.length > 0 && !options.some((option) => unwanted.includes(option))
  },
  text: (unwanted, field) => `none of ${namesOf(unwanted, field)}`,
}

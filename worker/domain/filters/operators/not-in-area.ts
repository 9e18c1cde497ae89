import { areasProblem, areasText, liesIn } from '../area.ts'
import type { Operator } from '../operator.ts'

/** A postcode that is known to lie elsewhere: one that nobody can place is not. */
export const notInArea: Operator<'notInArea'> = {
  op: 'notInArea',
  kinds: ['postcode'],
  problem: areasProblem,
  holds: (actual, places, field) => liesIn(actual, places, field) === false,
  text: (places) => `not in ${areasText(places)}`,
}

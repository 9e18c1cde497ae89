import { areasProblem, areasText, liesIn } from '../area.ts'
import type { Operator } from '../operator.ts'

/** A postcode in one of these areas or districts. NW10 does not lie in NW1 (D7). */
export const inArea: Operator<'inArea'> = {
  op: 'inArea',
  kinds: ['postcode'],
  problem: areasProblem,
  holds: (actual, places, field) => liesIn(actual, places, field) === true,
  text: (places) => `in ${areasText(places)}`,
}

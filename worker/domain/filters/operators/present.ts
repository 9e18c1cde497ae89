import { kinds } from '../../../../contract/fields/kinds.ts'
import type { Operator } from '../operator.ts'

/** The person filled it in, whatever it says. */
export const present: Operator<'present'> = {
  op: 'present',
  kinds: kinds.map(({ kind }) => kind),
  problem: () => null,
  holds: (actual) => actual !== undefined,
  text: () => 'is given',
}

import { kinds } from '../../../../contract/fields/kinds.ts'
import type { Operator } from '../operator.ts'

/** The person left it empty. The only operator that holds where there is nothing. */
export const absent: Operator<'absent'> = {
  op: 'absent',
  kinds: kinds.map(({ kind }) => kind),
  problem: () => null,
  holds: (actual) => actual === undefined,
  text: () => 'is not given',
}

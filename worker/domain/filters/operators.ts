import type { ClauseOp } from '../../../contract/filter.ts'
import type { AnyOperator } from './operator.ts'
import { absent } from './operators/absent.ts'
import { atLeast } from './operators/at-least.ts'
import { atMost } from './operators/at-most.ts'
import { between } from './operators/between.ts'
import { contains } from './operators/contains.ts'
import { equals } from './operators/equals.ts'
import { inArea } from './operators/in-area.ts'
import { is } from './operators/is.ts'
import { noneOf } from './operators/none-of.ts'
import { notInArea } from './operators/not-in-area.ts'
import { oneOf } from './operators/one-of.ts'
import { present } from './operators/present.ts'
import { startsWith } from './operators/starts-with.ts'

/** Every operator of a clause, as contract/filter.ts names them. */
export const operators: { readonly [Op in ClauseOp]: AnyOperator } = {
  present,
  absent,
  equals,
  contains,
  startsWith,
  atLeast,
  atMost,
  between,
  oneOf,
  noneOf,
  is,
  inArea,
  notInArea,
}

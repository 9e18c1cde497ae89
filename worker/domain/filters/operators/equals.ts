import type { Operator } from '../operator.ts'
import { plainText, textHolds, textKinds } from '../plain-text.ts'

/** The whole text, whatever its case. */
export const equals: Operator<'equals'> = {
  op: 'equals',
  kinds: textKinds,
  problem: () => null,
  holds: (actual, value) => textHolds(actual, (text) => text === plainText(value)),
  text: (value) => `is “${value}”`,
}

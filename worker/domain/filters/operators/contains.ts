import type { Operator } from '../operator.ts'
import { plainText, textHolds, textKinds } from '../plain-text.ts'

/** Somewhere in the text, also inside a word, whatever its case. */
export const contains: Operator<'contains'> = {
  op: 'contains',
  kinds: textKinds,
  problem: () => null,
  holds: (actual, value) => textHolds(actual, (text) => text.includes(plainText(value))),
  text: (value) => `contains “${value}”`,
}

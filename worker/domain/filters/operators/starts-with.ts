import type { Operator } from '../operator.ts'
import { plainText, textHolds, textKinds } from '../plain-text.ts'

/** The beginning of the text, whatever its case. */
export const startsWith: Operator<'startsWith'> = {
  op: 'startsWith',
  kinds: textKinds,
  problem: () => null,
  holds: (actual, value) => textHolds(actual, (text) => text.startsWith(plainText(value))),
  text: (value) => `starts with “${value}”`,
}

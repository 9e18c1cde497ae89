import type { Consent } from '../../../../contract/fields/kinds/consent.ts'
import type { Operator } from '../operator.ts'

/** Yes or no. Consent that is not given leaves no value (D15), so that only `absent` finds it. */
export const is: Operator<'is'> = {
  op: 'is',
  kinds: ['yesNo', 'consent'],
  problem: (value, { kind }) =>
    kind === 'consent' && !value
      ? { code: 'NEVER_HOLDS', message: 'Consent that is not given leaves nothing behind. Use absent.' }
      : null,
  holds: (actual, value) => actual === value || (value && (actual as Partial<Consent> | undefined)?.granted === true),
  text: (value) => (value ? 'is yes' : 'is no'),
}

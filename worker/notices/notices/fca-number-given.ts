import type { Notice } from '../notice.ts'

export interface FcaNumberGiven {
  partner: string
  partnerId: string
  fcaNumber: string
}

/** F12: a partner has entered its FCA number. To each of the nominated users. */
export const fcaNumberGiven: Notice<'fca-number-given', FcaNumberGiven> = {
  kind: 'fca-number-given',
  to: 'broker',
  subject: ({ partner }) => `${partner} has given its FCA number`,
  text: ({ partner, partnerId, fcaNumber }) =>
    `${partner} (${partnerId}) has entered its FCA firm reference number.

FCA number:  ${fcaNumber}

From now on it can be referred leads of types that need one. The partner cannot change the number: only
the broker can clear it or put in another.

What to do: look the number up in the Financial Services Register and make sure that it is this firm's.
If it is not, clear it: the partner is then asked for it again, and gets no such leads until it answers.
`,
  example: { partner: 'Northside Mortgages', partnerId: 'ptn_12', fcaNumber: '000123' },
}

import type { Notice } from '../notice.ts'

export interface TopUpTakenBack {
  broker: string
  partner: string
  /** The payment's id. */
  reference: string
  total: string
  /** refunded, or reversed by PayPal. */
  how: string
}

/** To the partner: money that it had paid in went back (D8). */
export const topUpTakenBack: Notice<'top-up-taken-back', TopUpTakenBack> = {
  kind: 'top-up-taken-back',
  to: 'partner',
  switchable: false,
  subject: ({ broker, total }) => `${total} of your payment to ${broker} went back`,
  text: ({ broker, partner, reference, total, how }) =>
    `A payment of ${partner} to ${broker} was ${how}.
The credit that came from it, and its VAT, were taken off again.

Amount:     ${total}
Reference:  ${reference}

You keep the leads that you have. Where your balance no longer covers the next one, new leads wait.

What to do: if you did not expect this, ask ${broker}. To go on getting leads, pay in again.
`,
  example: {
    broker: 'Hearth & Home Leads',
    partner: 'Northside Windows',
    reference: 'top_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f4a5b',
    total: '£120.00',
    how: 'reversed by PayPal',
  },
}

import type { Notice } from '../notice.ts'

export interface TopUpTakenBackBroker {
  partner: string
  partnerId: string
  /** The payment's id. */
  reference: string
  total: string
  /** refunded, or reversed by PayPal. */
  how: string
}

/** To the broker: money of a partner went back, and its balance may now lie below its limit (D8). */
export const topUpTakenBackBroker: Notice<'top-up-taken-back-broker', TopUpTakenBackBroker> = {
  kind: 'top-up-taken-back-broker',
  to: 'broker',
  subject: ({ partner, total }) => `${total} paid by ${partner} went back`,
  text: ({ partner, partnerId, reference, total, how }) =>
    `A payment of ${partner} (${partnerId}) was ${how}.
Its books say so already: the credit and the VAT were taken off its balance.

Amount:     ${total}
Reference:  ${reference}

Its balance may lie below its credit limit now. It keeps the leads that it has; new ones wait until there
is money again.

What to do: look at its statement. If PayPal reversed the payment, answer the case in your PayPal account,
and settle with the partner what it still owes you.
`,
  example: {
    partner: 'Northside Windows',
    partnerId: 'ptn_12',
    reference: 'top_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f4a5b',
    total: '£120.00',
    how: 'reversed by PayPal',
  },
}

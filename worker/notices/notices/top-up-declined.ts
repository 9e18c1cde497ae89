import type { Notice } from '../notice.ts'

export interface TopUpDeclined {
  broker: string
  partner: string
  /** The payment's id. */
  reference: string
  total: string
}

/** To the partner: a payment that PayPal had held for review came to nothing. */
export const topUpDeclined: Notice<'top-up-declined', TopUpDeclined> = {
  kind: 'top-up-declined',
  to: 'partner',
  switchable: false,
  subject: ({ broker, total }) => `Your payment of ${total} to ${broker} did not go through`,
  text: ({ broker, partner, reference, total }) =>
    `PayPal had been checking a payment to ${broker} for ${partner}.
It has declined it. Nothing was credited, and nothing is taken from you.

Amount:     ${total}
Reference:  ${reference}

What to do: pay again, with another card or account if you can. PayPal can tell you why it declined
this one; we are not told.
`,
  example: {
    broker: 'Hearth & Home Leads',
    partner: 'Northside Windows',
    reference: 'top_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f4a5b',
    total: '£120.00',
  },
}

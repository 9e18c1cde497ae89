import type { Notice } from '../notice.ts'

export interface TopUpAlarm {
  partner: string
  partnerId: string
  /** The payment's id. */
  reference: string
  because: string
}

/** To the broker: PayPal has money that is not what was asked for. It is not in the books. */
export const topUpAlarm: Notice<'top-up-alarm', TopUpAlarm> = {
  kind: 'top-up-alarm',
  to: 'broker',
  switchable: false,
  subject: ({ partner }) => `A payment of ${partner} needs your eyes`,
  text: ({ partner, partnerId, reference, because }) =>
    `PayPal says something about a payment of ${partner} (${partnerId}) that does not agree
with ours, so that it was kept out of the books:

${because}

Reference:  ${reference}

What to do: find this payment in your PayPal account by its reference. If the money is yours to keep, add
it to the partner's statement by hand with that as the reason; if it is not, send it back.
`,
  example: {
    partner: 'Northside Windows',
    partnerId: 'ptn_12',
    reference: 'top_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f4a5b',
    because: 'Capture 3C679366HH908993F is not what was asked for: it is in USD, not GBP. It is not credited.',
  },
}

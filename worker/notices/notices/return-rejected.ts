import type { Notice } from '../notice.ts'

export interface ReturnRejected {
  broker: string
  partner: string
  leadType: string
  /** `ref_…` */
  reference: string
  /** What it was to be returned for, in words. */
  because: string
}

/** A return was rejected (D6): the lead stays with the buyer. Why is read where only its people sign in. */
export const returnRejected: Notice<'return-rejected', ReturnRejected> = {
  kind: 'return-rejected',
  to: 'partner',
  subject: ({ leadType, broker }) => `Return rejected: ${leadType} lead from ${broker}`,
  text: ({ broker, partner, leadType, reference, because }) =>
    `${broker} does not take back a lead that ${partner} wanted to return.

Asked for:  ${because}
Lead type:  ${leadType}
Referral:   ${reference}

The lead is still yours, and what was charged stays charged.

What to do: the return in your account says why. Ask ${broker} if you see it differently: it can let
you ask again.
`,
  example: {
    broker: 'Hearth & Home Leads',
    partner: 'Northside Windows',
    leadType: 'Double glazing',
    reference: 'ref_01a2b3c4-d5e6-7f01-8a9b-0c1d0000000c',
    because: 'Wrong number',
  },
}

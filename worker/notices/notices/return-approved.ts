import type { Notice } from '../notice.ts'

export interface ReturnApproved {
  broker: string
  partner: string
  leadType: string
  /** `ref_…` */
  reference: string
  /** What it was returned for, in words. */
  because: string
  /** As a person reads it: £12.50. */
  refunded: string
}

/** A return was approved (D6): the buyer has its money back, and the lead no more. */
export const returnApproved: Notice<'return-approved', ReturnApproved> = {
  kind: 'return-approved',
  to: 'partner',
  subject: ({ leadType, broker }) => `Return approved: ${leadType} lead from ${broker}`,
  text: ({ broker, partner, leadType, reference, because, refunded }) =>
    `${broker} has taken a lead of ${partner} back.

Refunded:   ${refunded}
Why:        ${because}
Lead type:  ${leadType}
Referral:   ${reference}

The refund is on your statement and can be spent at once. What was held for this lead and not yet
charged is free again.

What to do: do not contact this person any more, and take the lead out of your own lists.
`,
  example: {
    broker: 'Hearth & Home Leads',
    partner: 'Northside Windows',
    leadType: 'Double glazing',
    reference: 'ref_01a2b3c4-d5e6-7f01-8a9b-0c1d0000000c',
    because: 'Wrong number',
    refunded: '£35.00',
  },
}

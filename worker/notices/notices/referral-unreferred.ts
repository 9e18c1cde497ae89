import type { Notice } from '../notice.ts'

export interface ReferralUnreferred {
  broker: string
  partner: string
  leadType: string
  /** `ref_…` */
  reference: string
  because: string
}

/** The broker has called a lead back (F47). Always sent: the person must not be contacted any more. */
export const referralUnreferred: Notice<'referral-unreferred', ReferralUnreferred> = {
  kind: 'referral-unreferred',
  to: 'partner',
  switchable: false,
  subject: ({ leadType, broker }) => `Called back: ${leadType} lead from ${broker}`,
  text: ({ broker, partner, leadType, reference, because }) =>
    `${broker} has called a lead of ${partner} back.

Why:        ${because}
Lead type:  ${leadType}
Referral:   ${reference}

Nothing more is charged for it. What was charged before stays on your statement as it is.

What to do: do not contact this person any more, and take the lead out of your own lists.
Ask ${broker} about anything that was charged.
`,
  example: {
    broker: 'Hearth & Home Leads',
    partner: 'Northside Windows',
    leadType: 'Double glazing',
    reference: 'ref_01a2b3c4-d5e6-7f01-8a9b-0c1d0000000c',
    because: 'It was meant for another company.',
  },
}

import type { Notice } from '../notice.ts'

export interface OfferLapsed {
  broker: string
  partner: string
  leadType: string
  reference: string
  acceptBy: string
}

/** D6: a partner did not accept a lead in time. */
export const offerLapsed: Notice<'offer-lapsed', OfferLapsed> = {
  kind: 'offer-lapsed',
  to: 'partner',
  subject: ({ leadType, broker }) => `Too late: a ${leadType} lead from ${broker}`,
  text: ({ broker, partner, leadType, reference, acceptBy }) =>
    `A lead was offered to ${partner}, and nobody accepted it in time. It goes to somebody else.

It was open until:  ${acceptBy}
Lead type:          ${leadType}
Referral:           ${reference}

You are not charged; what was set aside for it is yours again.

What to do: nothing for this one. If you cannot look at offers now, pause your leads until you can, or
ask ${broker} for more time or for leads that need no answer.
`,
  example: {
    broker: 'Hearth & Home Leads',
    partner: 'Northside Windows',
    leadType: 'Double glazing',
    reference: 'ref_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f0000000c',
    acceptBy: '22 November 2026 at 09:44 (Europe/London)',
  },
}

import type { Notice } from '../notice.ts'

export interface DeliveryUnknown {
  partner: string
  leadType: string
  reference: string
  leadId: string
  because: string
  tries: number
  /** When it is tried again, as a person reads it; null: not by itself. */
  nextTry: string | null
}

/** Nobody knows whether the partner has the lead. Only a person or the partner can say. */
export const deliveryUnknown: Notice<'delivery-unknown', DeliveryUnknown> = {
  kind: 'delivery-unknown',
  to: 'broker',
  subject: ({ partner, leadType }) => `Please check: does ${partner} have this ${leadType} lead?`,
  text: ({ partner, leadType, reference, leadId, because, tries, nextTry }) =>
    `A lead was sent to ${partner}, but it is not certain that it arrived.

Why:        ${because}
Tries:      ${tries}
Next try:   ${nextTry ?? 'none; a person has to decide'}
Lead type:  ${leadType}
Lead:       ${leadId}
Referral:   ${reference}

Nothing is charged yet: the price is held. The lead goes to nobody else while this is open, so that it
cannot reach two partners where one was promised.

What to do: ask ${partner} whether they have a lead with the reference above, and resolve the referral:
as accepted if they have it, which charges it; as rejected if they do not, which sends the lead to the
next partner.
`,
  example: {
    partner: 'Northside Windows',
    leadType: 'Double glazing',
    reference: 'ref_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f0000000c',
    leadId: 'lead_01a2b3c4-d5e6-7f01-8a9b-0c1d00000000',
    because: 'The server did not answer in time.',
    tries: 4,
    nextTry: '22 November 2026 at 11:45 (Europe/London)',
  },
}

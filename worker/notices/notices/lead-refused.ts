import type { Notice } from '../notice.ts'

export interface LeadRefused {
  partner: string
  leadType: string
  reference: string
  leadId: string
  /** Our own words: never a word of the partner's answer. */
  because: string
}

/** D5: a partner refused a lead, and the broker wants to say itself where such leads go. */
export const leadRefused: Notice<'lead-refused', LeadRefused> = {
  kind: 'lead-refused',
  to: 'broker',
  subject: ({ partner, leadType }) => `Refused: ${leadType} by ${partner}`,
  text: ({ partner, leadType, reference, leadId, because }) =>
    `${partner} does not take a lead, and refused leads of this type do not go on by themselves.

Why:        ${because}
Lead type:  ${leadType}
Lead:       ${leadId}
Referral:   ${reference}

The money that was held for it is released. The lead waits for you.

What to do: look at the referral to see what the partner said. Then have the lead routed, refer it by
hand, or close it. To let refused leads go to the next partner by themselves, change rerouteRefused: in
the preferences, or on the lead type.
`,
  example: {
    partner: 'Northside Windows',
    leadType: 'Double glazing',
    reference: 'ref_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f0000000c',
    leadId: 'lead_01a2b3c4-d5e6-7f01-8a9b-0c1d00000000',
    because: 'The server said that it does not want the lead.',
  },
}

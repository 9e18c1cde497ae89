import type { Notice } from '../notice.ts'

export interface ReturnRequested {
  partner: string
  leadType: string
  leadId: string
  /** `rtn_…` */
  returnId: string
  /** One of the list, in words: never what the partner wrote. */
  because: string
  /** `12.5 %` of what it had in the last 30 days. */
  rate: string
  /** The policy's own rule approved it. */
  approved: boolean
}

/** A buyer gives a lead back (D6). */
export const returnRequested: Notice<'return-requested', ReturnRequested> = {
  kind: 'return-requested',
  to: 'broker',
  subject: ({ partner, approved }) => (approved ? `A lead came back from ${partner}` : `${partner} returns a lead`),
  text: ({ partner, leadType, leadId, returnId, because, rate, approved }) =>
    `${partner} returns a lead.

Why:        ${because}
Lead type:  ${leadType}
Lead:       ${leadId}
Return:     ${returnId}
Its rate:   ${rate} of its leads in the last 30 days came back, this one not counted

${approved ? byRule : toDecide}`,
  example: {
    partner: 'Northside Windows',
    leadType: 'Double glazing',
    leadId: 'lead_01a2b3c4-d5e6-7f01-8a9b-0c1d00000000',
    returnId: 'rtn_01a2b3c4-d5e6-7f01-8a9b-0c1d0000000c',
    because: 'Wrong number',
    rate: '4.5 %',
    approved: false,
  },
}

const byRule = `Your return policy approves such a return at once: what was charged is refunded.

What to do: nothing. The rule is autoApprove in the return policy.
`

const toDecide = `The lead stays with the partner, and charged, until somebody decides.

What to do: read what the partner wrote and brought, then approve the return or reject it and say why.
`

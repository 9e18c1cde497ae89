import type { Notice } from '../notice.ts'

export interface LeadUnreferred {
  leadType: string
  leadId: string
  /** How long it was held, as a person reads it; null: its type holds nothing. */
  heldFor: string | null
}

/** Nobody took a lead in the time that its type allows: a person has to look (D21). */
export const leadUnreferred: Notice<'lead-unreferred', LeadUnreferred> = {
  kind: 'lead-unreferred',
  to: 'broker',
  subject: ({ leadType }) => `Nobody took a lead: ${leadType}`,
  text: ({ leadType, leadId, heldFor }) =>
    `No partner could take this lead${heldFor === null ? '' : ` in ${heldFor}`}, and Baton has stopped looking by itself.

Lead type:  ${leadType}
Lead:       ${leadId}

Nothing is lost: the lead is among those that wait for a person, marked as unreferred. It has been
charged to nobody.

What to do: the Partner Eligibility Report for this lead names every partner and all that keeps it
from taking it. Mend what you can (a limit, a place, a balance) and have the lead routed again, refer
it by hand, or close it with the stage Unqualified. Leads of this type are held as long as the lead
type's holdHours say.
`,
  example: {
    leadType: 'Double glazing',
    leadId: 'lead_01a2b3c4-d5e6-7f01-8a9b-0c1d00000000',
    heldFor: '72 hours',
  },
}

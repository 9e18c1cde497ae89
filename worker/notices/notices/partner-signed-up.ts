import type { Notice } from '../notice.ts'

export interface PartnerSignedUp {
  partner: string
  partnerId: string
  /** By name. */
  leadTypes: string[]
}

/** F65: a buyer has signed itself up and waits. To each of the nominated users. */
export const partnerSignedUp: Notice<'partner-signed-up', PartnerSignedUp> = {
  kind: 'partner-signed-up',
  to: 'broker',
  subject: ({ partner }) => `${partner} has signed up`,
  text: ({ partner, partnerId, leadTypes }) =>
    `${partner} (${partnerId}) has signed up as a buyer and confirmed its e-mail address.

It wants:
${leadTypes.length === 0 ? 'nothing that is on offer any more' : leadTypes.map((name) => `- ${name}`).join('\n')}

It is pending: it can sign in and pay in, and gets no leads.

What to do: look at its details, and set its status to active. It is told by e-mail as soon as you do.
`,
  example: { partner: 'Northside Mortgages', partnerId: 'ptn_12', leadTypes: ['Boiler replacement', 'Heat pump'] },
}

import type { Notice } from '../notice.ts'

export interface StatementReady {
  broker: string
  partner: string
  partnerId: string
  /** `2026-10` */
  month: string
  /** Of the statement's page; null: this deployment's address is not set. */
  link: string | null
}

/** C4: a month is over, and a partner's statement of it is made and signed. */
export const statementReady: Notice<'statement-ready', StatementReady> = {
  kind: 'statement-ready',
  to: 'partner',
  subject: ({ broker, month }) => `Your statement of ${month} from ${broker}`,
  text: ({ broker, partner, partnerId, month, link }) =>
    `The statement of ${partner} (${partnerId}) for ${month} is ready: every lead, payment and refund, with the
balance after each. It is signed, so that you can prove what it says without ${broker}.

What to do: nothing. ${link === null ? `${broker} sends it to you if you ask, and the API has it.` : `To read it or print it, open this page within 30 days:\n${link}`}
`,
  example: {
    broker: 'Hearth & Home Leads',
    partner: 'Northside Windows',
    partnerId: 'ptn_12',
    month: '2026-10',
    link: 'https://leads.example.com/statements/12-202610-mi9q3v40.7pW1bZ0yQ2mXc5RtN8aLsA',
  },
}

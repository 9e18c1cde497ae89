import type { Notice } from '../notice.ts'

export interface PartnerActivated {
  broker: string
  partner: string
  /** Of the partner's page for paying in; null where there is none, or this deployment's address is not set. */
  link: string | null
}

/** F65: a partner that had signed itself up is active from now on. */
export const partnerActivated: Notice<'partner-activated', PartnerActivated> = {
  kind: 'partner-activated',
  to: 'partner',
  subject: ({ broker }) => `Your account with ${broker} is active`,
  text: ({ broker, partner, link }) =>
    `${broker} has looked at the account of ${partner} and made it active.

From now on you get leads of the types and from the places that you chose, as long as your balance
covers them.

${link === null ? 'What to do: nothing.' : `What to do: pay in, unless your balance is enough. This page is for you, for seven days:\n${link}\n`}
To change what you get, sign in, or ask ${broker}.
`,
  example: {
    broker: 'Example Broker',
    partner: 'Northside Mortgages',
    link: 'https://leads.example.com/funds/12-1-mi9q3v40.7pW1bZ0yQ2mXc5RtN8aLsA',
  },
}

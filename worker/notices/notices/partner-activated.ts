import type { Notice } from '../notice.ts'

export interface PartnerActivated {
  broker: string
  partner: string
}

/** F65: a partner that had signed itself up is active from now on. */
export const partnerActivated: Notice<'partner-activated', PartnerActivated> = {
  kind: 'partner-activated',
  to: 'partner',
  subject: ({ broker }) => `Your account with ${broker} is active`,
  text: ({ broker, partner }) =>
    `${broker} has looked at the account of ${partner} and made it active.

From now on you get leads of the types and from the places that you chose, as long as your balance
covers them.

What to do: nothing. To change what you get, sign in, or ask ${broker}.
`,
  example: { broker: 'Example Broker', partner: 'Northside Mortgages' },
}

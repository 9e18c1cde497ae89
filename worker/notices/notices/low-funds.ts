import type { Notice } from '../notice.ts'

export interface LowFunds {
  broker: string
  partner: string
  balance: string
  threshold: string
  /** Of the partner's page for paying in; null where there is none, or this deployment's address is not set. */
  link: string | null
}

/** To the partner: its balance came down to the amount at which it wants to hear of it (F36). */
export const lowFunds: Notice<'low-funds', LowFunds> = {
  kind: 'low-funds',
  to: 'partner',
  alsoBy: 'text',
  subject: ({ broker, balance }) => `Your balance with ${broker} is down to ${balance}`,
  text: ({ broker, partner, balance, threshold, link }) =>
    `The balance of ${partner} with ${broker} has come down to where you asked to be told.

Balance:       ${balance}
Tell me from:  ${threshold}

Leads go on reaching you as long as your balance and your credit limit cover their price. Then they stop.

What to do: pay in, so that leads go on. ${link === null ? `${broker} can tell you how.` : `This page is for you, for seven days:\n${link}\n`}
You hear from us again when the balance has been above this amount and comes down to it once more.
`,
  example: {
    broker: 'Hearth & Home Leads',
    partner: 'Northside Windows',
    balance: '£38.50',
    threshold: '£50.00',
    link: 'https://leads.example.com/funds/12-1-mi9q3v40.7pW1bZ0yQ2mXc5RtN8aLsA',
  },
}

import type { Notice } from '../notice.ts'

export interface DeliveryDisabled {
  broker: string
  partner: string
  /** The host of the partner's server; not its whole address, which may carry a key. */
  host: string
  /** The last failure, in our own words. */
  because: string
  failures: number
  /** Since when nothing went through, as a person reads it. */
  failingSince: string
}

/** To the partner: its server was switched off, after five days of failures or because it said 410. */
export const deliveryDisabled: Notice<'delivery-disabled', DeliveryDisabled> = {
  kind: 'delivery-disabled',
  to: 'partner',
  switchable: false,
  subject: ({ broker }) => `${broker} has stopped sending leads to your server`,
  text: ({ broker, partner, host, because, failures, failingSince }) =>
    `Leads for ${partner} no longer reach your server, so ${broker} has stopped sending them.

Server:         ${host}
Failing since:  ${failingSince}
Failures:       ${failures} in a row
The last one:   ${because}

You are not charged for leads that did not arrive; they went to other partners.

What to do: make sure that the server answers with a status of 200 and has a valid certificate. Then
resume your leads, or tell ${broker} the new address. Until then no new leads are sent to you.
`,
  example: {
    broker: 'Hearth & Home Leads',
    partner: 'Northside Windows',
    host: 'leads.example.com',
    because: 'The server does not accept connections (521).',
    failures: 41,
    failingSince: '17 November 2026 at 09:12 (Europe/London)',
  },
}

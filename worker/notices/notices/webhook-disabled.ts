import type { Notice } from '../notice.ts'

export interface WebhookDisabled {
  broker: string
  /** As its owner calls it. */
  webhook: string
  /** `whk_3` */
  webhookId: string
  /** Not its whole address, which may carry a key. */
  host: string
  /** The last failure, in our own words. */
  because: string
  failures: number
  failingSince: string
}

/** D13: a webhook was switched off, after five days of failures or because its server said 410. To whose it is. */
export const webhookDisabled: Notice<'webhook-disabled', WebhookDisabled> = {
  kind: 'webhook-disabled',
  to: 'partner',
  switchable: false,
  subject: ({ webhook }) => `Your webhook was switched off: ${webhook}`,
  text: ({ broker, webhook, webhookId, host, because, failures, failingSince }) =>
    `The webhook ${webhook} (${webhookId}) with ${broker} is switched off: its server no longer takes messages.

Server:         ${host}
Failing since:  ${failingSince}
Failures:       ${failures} in a row
The last one:   ${because}

Leads and deliveries are not touched by this. What could not be sent is kept for 30 days.

What to do: mend the server, switch the webhook on again, and replay what failed since then. Events of the
time while it was off are not made up: read them from the API.
`,
  example: {
    broker: 'Hearth & Home Leads',
    webhook: 'Our CRM',
    webhookId: 'whk_3',
    host: 'hooks.example.com',
    because: 'The server answered 500.',
    failures: 112,
    failingSince: '17 November 2026 at 09:12 (Europe/London)',
  },
}

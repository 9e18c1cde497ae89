import type { Notice } from '../notice.ts'
import { type DeliveryDisabled, deliveryDisabled } from './delivery-disabled.ts'

const { broker: _broker, ...example } = deliveryDisabled.example

export type DeliveryDisabledBroker = Omit<DeliveryDisabled, 'broker'> & { partnerId: string }

/** The same to the broker, who can start it again. */
export const deliveryDisabledBroker: Notice<'delivery-disabled-broker', DeliveryDisabledBroker> = {
  kind: 'delivery-disabled-broker',
  to: 'broker',
  subject: ({ partner }) => `${partner} gets no more leads: its server is switched off`,
  text: ({ partner, partnerId, host, because, failures, failingSince }) =>
    `Baton has stopped sending leads to ${partner} (${partnerId}): its server no longer takes them.

Server:         ${host}
Failing since:  ${failingSince}
Failures:       ${failures} in a row
The last one:   ${because}

No lead is lost: what it did not get went to the next partner or is held. The partner's contact address
has been told as well.

What to do: agree with ${partner} what is wrong, then give it its new address or resume it as it is.
Either starts delivery again.
`,
  example: { ...example, partnerId: 'ptn_12' },
}

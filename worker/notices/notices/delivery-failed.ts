import type { Notice } from '../notice.ts'

export interface DeliveryFailed {
  partner: string
  leadType: string
  /** `ref_…` */
  reference: string
  leadId: string
  /** Attempt.because: our own words. */
  because: string
  tries: number
  /** False for a redelivery: the partner had the lead before, and what was charged stays charged. */
  rerouted: boolean
  /** The partner has accepted it and was charged, and waits for it (D6). */
  accepted: boolean
}

/** A lead could not be handed to a partner, and trying again will not help. */
export const deliveryFailed: Notice<'delivery-failed', DeliveryFailed> = {
  kind: 'delivery-failed',
  to: 'broker',
  subject: ({ partner, leadType }) => `Not delivered: ${leadType} to ${partner}`,
  text: ({ partner, leadType, reference, leadId, because, tries, rerouted, accepted }) =>
    `A lead could not be delivered to ${partner}, and it will not be tried again.

Why:        ${because}
Tries:      ${tries}
Lead type:  ${leadType}
Lead:       ${leadId}
Referral:   ${reference}

${rerouted ? nextPartner : accepted ? waiting : redelivery}

What to do: look at the referral to see what was sent and what came back. A refusal such as 400 or 422
usually means that the partner's server expects other fields; 401 or 403 that a key has changed; 404
that its address has moved. Mend the partner's delivery settings, or tell the partner: the next lead
will meet the same refusal.
`,
  example: {
    partner: 'Northside Windows',
    leadType: 'Double glazing',
    reference: 'ref_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f0000000c',
    leadId: 'lead_01a2b3c4-d5e6-7f01-8a9b-0c1d00000000',
    because: 'The server answered 401.',
    tries: 1,
    rerouted: true,
    accepted: false,
  },
}

const nextPartner = `The money that was held for it is released, and the lead is on its way to the next partner that can
take it. If there is none, it is held until there is.`

const redelivery = 'This was a redelivery. The referral stays as it was, and so does what was charged for it.'

const waiting = `The partner has accepted this lead and was charged for it, so it goes to nobody else: the partner waits for
it. When its server is mended, deliver the referral again; or pass the lead on by telephone.`

import type { Notice } from '../notice.ts'

export interface OfferMade {
  broker: string
  partner: string
  leadType: string
  reference: string
  /** `NW, NW1`: area and district, never more; `not known`. */
  place: string
  received: string
  price: string
  acceptBy: string
  /** Answers that tell nothing of who the person is, a line each; '' when there are none. */
  answers: string
  /** When the person expects somebody; null without an appointment. */
  when: string | null
  /** Of the page where it is accepted or declined; null: this deployment's address is not set. */
  link: string | null
}

/** D6: a partner that must accept its leads is offered one. Nothing in it tells who the person is. */
export const offerMade: Notice<'offer-made', OfferMade> = {
  kind: 'offer-made',
  to: 'partner',
  switchable: false,
  subject: ({ leadType, broker }) => `Do you want this lead? ${leadType} from ${broker}`,
  text: ({ broker, partner, leadType, reference, place, received, price, acceptBy, answers, when, link }) =>
    `${broker} has a lead for ${partner}. It is yours if you accept it in time.

Accept by:  ${acceptBy}
Price:      ${price}, without VAT
Lead type:  ${leadType}
Place:      ${place}
Received:   ${received}
${when === null ? '' : `Appointment: ${when}\n`}Referral:   ${reference}
${answers === '' ? '' : `\n${answers}\n`}
Who the person is and how to reach them comes when you accept. Until then nothing is charged; the price is
set aside.

${link === null ? withoutLink(broker) : withLink(link)}
`,
  example: {
    broker: 'Hearth & Home Leads',
    partner: 'Northside Windows',
    leadType: 'Double glazing',
    reference: 'ref_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f0000000c',
    place: 'NW, NW1',
    received: '22 November 2026 at 09:12 (Europe/London)',
    price: '£12.50',
    acceptBy: '22 November 2026 at 09:44 (Europe/London)',
    answers: 'Kind of house: Terraced\nDo you own it? Yes',
    when: 'Wednesday 2 December 2026, 14:00 to 15:00 (Europe/London)',
    link: 'https://leads.example.com/offers/01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f0000000c~mi9q3v40.7pW1bZ0yQ2mXc5RtN8aLsA',
  },
}

const withLink = (link: string): string => `What to do: accept or decline on this page, before that time.
${link}

After that time the lead goes to somebody else. Whoever has the link can decide in your name: forward it only
to people who may.`

const withoutLink = (
  broker: string,
): string => `What to do: accept or decline the referral above, in your portal, by the API, or by telling
${broker}. After that time it goes to somebody else.`

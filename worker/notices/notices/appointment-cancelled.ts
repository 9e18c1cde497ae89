import type { Notice } from '../notice.ts'

export interface AppointmentCancelled {
  broker: string
  partner: string
  leadType: string
  reference: string
  /** As a person reads it, in the partner's zone. */
  when: string
  /** Written by the broker for the partner. */
  because: string
  /** Whether the partner keeps the lead. */
  kept: boolean
}

/** F62: the appointment does not take place; the calendar file strikes it out. */
export const appointmentCancelled: Notice<'appointment-cancelled', AppointmentCancelled> = {
  kind: 'appointment-cancelled',
  to: 'partner',
  subject: ({ leadType, broker }) => `Cancelled: appointment for a ${leadType} lead from ${broker}`,
  text: ({ broker, partner, leadType, reference, when, because, kept }) =>
    `${broker} has cancelled an appointment of ${partner}.

It was:     ${when}
Why:        ${because}
Lead type:  ${leadType}
Referral:   ${reference}

${kept ? 'The lead is still yours.' : 'The lead is not yours any more.'}

What to do: let the attached message strike the appointment out of your calendar, or do so yourself.
${kept ? `Ask ${broker} whether there will be another one.` : 'Do not visit or call this person any more.'}
`,
  example: {
    broker: 'Hearth & Home Leads',
    partner: 'Northside Windows',
    leadType: 'Double glazing',
    reference: 'ref_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f0000000c',
    when: 'Wednesday 2 December 2026, 14:00 to 15:00 (Europe/London)',
    because: 'The customer is away that week.',
    kept: true,
  },
}

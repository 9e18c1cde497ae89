import type { Notice } from '../notice.ts'

export interface AppointmentBooked {
  broker: string
  partner: string
  leadType: string
  reference: string
  /** As a person reads it, in the partner's zone. */
  when: string
  /** '' when nothing was said. Written by the broker for the partner, like the note. */
  where: string
  note: string
}

/** F62: the partner has an appointment with the lead; the calendar file comes with it. */
export const appointmentBooked: Notice<'appointment-booked', AppointmentBooked> = {
  kind: 'appointment-booked',
  to: 'partner',
  subject: ({ leadType, broker }) => `Appointment for a ${leadType} lead from ${broker}`,
  text: ({ broker, partner, leadType, reference, when, where, note }) =>
    `${broker} has made an appointment for ${partner}.

When:       ${when}
${where === '' ? '' : `Where:      ${where}\n`}Lead type:  ${leadType}
Referral:   ${reference}
${note === '' ? '' : `\n${note}\n`}
Who it is with stands in the lead itself, which has the same reference.

What to do: take the attached appointment into your calendar. If you cannot keep it, tell ${broker}
in good time.
`,
  example: {
    broker: 'Hearth & Home Leads',
    partner: 'Northside Windows',
    leadType: 'Double glazing',
    reference: 'ref_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f0000000c',
    when: 'Wednesday 2 December 2026, 14:00 to 15:00 (Europe/London)',
    where: 'At the property',
    note: 'Please bring samples of frames.',
  },
}

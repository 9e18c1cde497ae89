import type { Notice } from '../notice.ts'
import { type AppointmentBooked, appointmentBooked } from './appointment-booked.ts'

/** F62: the appointment was moved or changed; the calendar file replaces the earlier one. */
export const appointmentRebooked: Notice<'appointment-rebooked', AppointmentBooked> = {
  kind: 'appointment-rebooked',
  to: 'partner',
  subject: ({ leadType, broker }) => `Changed: appointment for a ${leadType} lead from ${broker}`,
  text: ({ broker, partner, leadType, reference, when, where, note }) =>
    `${broker} has changed an appointment of ${partner}. It is now:

When:       ${when}
${where === '' ? '' : `Where:      ${where}\n`}Lead type:  ${leadType}
Referral:   ${reference}
${note === '' ? '' : `\n${note}\n`}
What was agreed before no longer holds.

What to do: take the attached appointment into your calendar; it replaces the earlier one. If you
cannot keep it, tell ${broker} in good time.
`,
  example: { ...appointmentBooked.example, when: 'Thursday 3 December 2026, 09:30 to 10:30 (Europe/London)' },
}

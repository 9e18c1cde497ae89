import type { Appointment } from '../../../contract/appointment.ts'
import { endOf } from './appointment.ts'
import { icsAddress, icsLine, icsText, icsTime } from './ics-line.ts'

/** What a calendar is told about an appointment. */
export interface Invitation {
  appointment: Appointment
  /** `ref_…`: the referral that the appointment belongs to, and the event's name in every calendar. */
  reference: string
  /** One line; names nobody. */
  summary: string
  organizer: { name: string; email: string }
  attendees: readonly { name: string; email: string }[]
  /** When this file is made, in epoch milliseconds. */
  at: number
}

export type IcsMethod = 'REQUEST' | 'CANCEL'

/** Whether calendars are asked to take the appointment, or to strike it out. */
export const icsMethod = ({ cancelledAt }: Appointment): IcsMethod => (cancelledAt === null ? 'REQUEST' : 'CANCEL')

/**
 * An appointment as an iCalendar file (RFC 5545, RFC 5546). The same event all its life: its UID is the referral's, and
 * calendars take a change because its SEQUENCE is higher. Times are UTC, so that no zone has to be described.
 */
export function icsOf({ appointment, reference, summary, organizer, attendees, at }: Invitation): string {
  const { startsAt, place, note, sequence, cancelledAt } = appointment
  return [
    icsLine('BEGIN', 'VCALENDAR'),
    icsLine('VERSION', '2.0'),
    icsLine('PRODID', '-//Baton//Appointments//EN'),
    icsLine('METHOD', icsMethod(appointment)),
    icsLine('BEGIN', 'VEVENT'),
    // Not the name of a host: it would change when the broker moves, and calendars would see another event.
    icsLine('UID', icsText(`${reference}@baton`)),
    icsLine('SEQUENCE', String(sequence)),
    icsLine('DTSTAMP', icsTime(at)),
    icsLine('DTSTART', icsTime(startsAt)),
    icsLine('DTEND', icsTime(endOf(appointment))),
    icsLine('SUMMARY', icsText(summary)),
    ...(place === '' ? [] : [icsLine('LOCATION', icsText(place))]),
    icsLine('DESCRIPTION', icsText([note, `Reference: ${reference}`].filter(Boolean).join('\n\n'))),
    icsLine('ORGANIZER', icsAddress(organizer.email), { CN: organizer.name }),
    ...attendees.map(({ name, email }) => icsLine('ATTENDEE', icsAddress(email), { CN: name, ...invited })),
    icsLine('STATUS', cancelledAt === null ? 'CONFIRMED' : 'CANCELLED'),
    icsLine('END', 'VEVENT'),
    icsLine('END', 'VCALENDAR'),
  ].join('')
}

const invited = { ROLE: 'REQ-PARTICIPANT', PARTSTAT: 'NEEDS-ACTION', RSVP: 'TRUE' }

import type { Appointment, NewAppointment } from '../../../contract/appointment.ts'
import { minuteMs } from '../../../contract/time.ts'

/**
 * The first appointment of a referral, or another one after it: every change raises the sequence (F62), and what it does not
 * say stays as it was.
 */
export const book = ({ startsAt, minutes, place, note }: NewAppointment, earlier: Appointment | null): Appointment => ({
  startsAt,
  minutes: minutes ?? earlier?.minutes ?? usualMinutes,
  place: place ?? earlier?.place ?? '',
  note: note ?? earlier?.note ?? '',
  sequence: earlier === null ? 0 : earlier.sequence + 1,
  cancelledAt: null,
  cancelledBecause: null,
})

const usualMinutes = 60

export const cancel = (appointment: Appointment, { at, because }: { at: number; because: string }): Appointment => ({
  ...appointment,
  sequence: appointment.sequence + 1,
  cancelledAt: at,
  cancelledBecause: because,
})

export const endOf = ({ startsAt, minutes }: Pick<Appointment, 'startsAt' | 'minutes'>): number =>
  startsAt + minutes * minuteMs

import type { Appointment, NewAppointment } from '../../../contract/appointment.ts'
import { minuteMs } from '../../../contract/time.ts'

/** The first appointment of a referral, or another one after it: every change raises the sequence (F62). */
export const book = (details: NewAppointment, earlier: Appointment | null): Appointment => ({
  ...details,
  sequence: earlier === null ? 0 : earlier.sequence + 1,
  cancelledAt: null,
  cancelledBecause: null,
})

export const cancel = (appointment: Appointment, { at, because }: { at: number; because: string }): Appointment => ({
  ...appointment,
  sequence: appointment.sequence + 1,
  cancelledAt: at,
  cancelledBecause: because,
})

export const endOf = ({ startsAt, minutes }: Pick<Appointment, 'startsAt' | 'minutes'>): number =>
  startsAt + minutes * minuteMs

import { toIso } from '../../../../contract/time.ts'
import type { LeadCriterion } from '../lead-criterion.ts'

/** F17: an appointment lies in the future when the lead is referred. */
export const appointmentAhead: LeadCriterion = {
  code: 'APPOINTMENT_IN_PAST',
  title: 'Appointment lies ahead',
  check({ now, appointmentAt }) {
    if (appointmentAt === null || appointmentAt > now) return null
    return { appointmentAt: toIso(appointmentAt), now: toIso(now) }
  },
}

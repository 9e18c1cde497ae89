import type { LeadCriterion } from '../lead-criterion.ts'

/** F17: a type that is referred with appointments needs one for each referral. */
export const appointmentGiven: LeadCriterion = {
  code: 'APPOINTMENT_REQUIRED',
  title: 'Appointment is set',
  check({ method, appointmentAt }) {
    return method === 'appointment' && appointmentAt === null ? { method } : null
  },
}

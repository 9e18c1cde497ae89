import * as v from 'valibot'
import { sendAppointment } from '../../operations/appointments/send-appointment.ts'
import type { Job } from '../job.ts'

const data = v.object({ leadId: v.string(), partnerId: v.number(), sequence: v.number() })

/** Mails an appointment to its partner, with an .ics (F62). */
export const sendAppointmentJob: Job = {
  kind: 'send-appointment',
  run: (ctx, job) => sendAppointment(ctx, { ...v.parse(data, job.data), job }),
}

import type { Appointment } from '../../../contract/appointment.ts'
import type { ReferralView } from '../../../contract/lead.ts'
import { updateAppointment } from '../../../db/store/appointments.ts'
import { insertJob } from '../../../db/store/jobs.ts'
import type { Ctx } from '../../context.ts'
import { announce } from '../automations/announce.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import type { LoadedDelivery } from '../referrals/load-delivery.ts'
import { referralView } from '../referrals/referral-view.ts'
import { appointmentJob, startAppointmentJob } from './appointment-job.ts'

/** What becomes of an appointment: the event that history and automations hear of, and what is kept of it for good. */
export interface AppointmentChange {
  loaded: LoadedDelivery
  appointment: Appointment
  event: 'appointment.booked' | 'appointment.rebooked' | 'appointment.cancelled'
  /** Never place and note: they may speak of the person, and history is kept when the person is forgotten. */
  data: Record<string, unknown>
}

/** Commits a change of an appointment with its history, its mail and whoever listens for it. */
export async function commitAppointment(
  ctx: Ctx,
  { loaded, appointment, event, data }: AppointmentChange,
): Promise<ReferralView> {
  const { row, reference } = loaded
  const { lead_id: leadId, partner_id: partnerId } = row
  const version = row.version + 1
  const { sequence } = appointment
  const job = appointmentJob(ctx.now, { leadId, partnerId, sequence }, { deliverAfter: row.deliver_after })
  const because = `${reference}:${version}`
  const heard = announce(ctx, { event, leadId, leadTypeId: row.lead_type_id, because, partnerId })
  const answer = referralView(
    { ...row, appointment: JSON.stringify(appointment) },
    { partnerName: row.partner_name, currency: row.currency },
  )
  const rows = await commitOrThrow(ctx, {
    history: [{ id: reference, version, event, data: { ...data, sequence } }],
    write: [
      updateAppointment(ctx.db, { leadId, partnerId, version, appointment }),
      insertJob(ctx.db, job),
      ...heard.write,
    ],
    read: heard.read,
    answer,
  })
  startAppointmentJob(ctx, job)
  heard.start(rows)
  return answer
}

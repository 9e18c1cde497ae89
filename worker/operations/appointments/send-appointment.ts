import type { Appointment } from '../../../contract/appointment.ts'
import type { Delivery } from '../../../contract/delivery.ts'
import { liveStates, type ReferralState } from '../../../contract/referral.ts'
import { minuteMs } from '../../../contract/time.ts'
import { commit } from '../../../db/commit.ts'
import { type JobRow, leaseMs, mustHoldLease, postponeJob } from '../../../db/store/jobs.ts'
import type { Ctx } from '../../context.ts'
import { icsMethod, icsOf } from '../../domain/appointment/ics.ts'
import { whenText } from '../../domain/appointment/when.ts'
import { nextTry } from '../../domain/delivery/backoff.ts'
import { type NoticeToSend, renderNotice } from '../../notices/notices.ts'
import { sendMail } from '../../outside/mail.ts'
import { dropJob } from '../drop-job.ts'
import { jitter } from '../jitter.ts'
import { type LoadedDelivery, loadDelivery } from '../referrals/load-delivery.ts'
import { settleMail } from '../settle-mail.ts'
import type { AppointmentToSend } from './appointment-job.ts'

/**
 * Mails an appointment to its partner, in words and as an .ics that calendars take or strike out (F62). A state that
 * was overtaken is not sent: the newer one has its own job. Nor does an invitation come before its lead: it waits until
 * the lead is delivered, and goes to nobody where the referral comes to nothing.
 */
export async function sendAppointment(
  ctx: Ctx,
  { leadId, partnerId, sequence, job }: AppointmentToSend & { job: JobRow },
): Promise<void> {
  const loaded = await loadDelivery(ctx, leadId, partnerId)
  const appointment = loaded === null ? null : appointmentOf(loaded)
  if (loaded === null || appointment?.sequence !== sequence) return dropJob(ctx, job)
  const cancelled = appointment.cancelledAt !== null
  const { state } = loaded.row
  if (!cancelled && isOnItsWay(state) && appointment.startsAt > ctx.now) return waitForDelivery(ctx, job)
  // D6: who never accepted the lead heard nothing of its appointment.
  if (loaded.row.accept_by !== null || !reachedPartner(state, { cancelled })) return dropJob(ctx, job)

  const to = recipientsOf(loaded)
  const { subject, text } = renderNotice(noticeOf(loaded, appointment))
  const content = icsOf({
    appointment,
    reference: loaded.reference,
    summary: `${loaded.row.type_name}: appointment for ${loaded.row.partner_name}`,
    organizer: { name: loaded.row.broker_name, email: loaded.row.notify_email },
    attendees: to.map((email) => ({ name: loaded.row.partner_name, email })),
    at: ctx.now,
  })
  const calendar = { method: icsMethod(appointment), content }
  await settleMail(ctx, job, await sendMail(ctx, { id: job.id, to, subject, text, calendar }))
}

const appointmentOf = ({ row }: LoadedDelivery): Appointment | null =>
  row.appointment === null ? null : (JSON.parse(row.appointment) as Appointment)

const isOnItsWay = (state: ReferralState): boolean => state === 'referred' || state === 'unknown'

/** Whoever had the lead may have the appointment, and must hear that it is off even after giving the lead back. */
const reachedPartner = (state: ReferralState, { cancelled }: { cancelled: boolean }): boolean =>
  state === 'delivered' || state === 'accepted' || (cancelled && (state === 'returned' || state === 'unreferred'))

/** Where its leads go by e-mail, else its contact address, else the broker, who can pass it on. */
function recipientsOf({ row }: LoadedDelivery): string[] {
  const { email } = JSON.parse(row.delivery) as Delivery
  return email === null ? [row.contact_email ?? row.notify_email] : email.to
}

function noticeOf({ row, reference }: LoadedDelivery, appointment: Appointment): NoticeToSend {
  const data = {
    broker: row.broker_name,
    partner: row.partner_name,
    leadType: row.type_name,
    reference,
    when: whenText(appointment, row.partner_zone),
  }
  if (appointment.cancelledAt !== null)
    return {
      kind: 'appointment-cancelled',
      data: { ...data, because: appointment.cancelledBecause ?? '', kept: liveStates.includes(row.state) },
    }
  const kind = appointment.sequence === 0 ? 'appointment-booked' : 'appointment-rebooked'
  return { kind, data: { ...data, where: appointment.place, note: appointment.note } }
}

/** At the times of the delivery's own tries, and twice an hour once those lie further apart. */
async function waitForDelivery(ctx: Ctx, job: JobRow): Promise<void> {
  const again = nextTry({ attempt: job.attempts, now: ctx.now, jitter: jitter(ctx), retryAfterMs: null })
  const at = Math.min(again ?? Number.POSITIVE_INFINITY, ctx.now + 30 * minuteMs)
  const soon = at - ctx.now < 10_000
  const due = soon ? at + leaseMs : at
  // Waiting uses up no tries of the mail that is to follow.
  const next = { due, attempts: soon ? job.attempts + 1 : Math.min(job.attempts, 3) }
  const committed = await commit(ctx, {
    history: [],
    write: [mustHoldLease(ctx.db, job), postponeJob(ctx.db, job, next)],
  })
  if (committed.done && soon) ctx.startJob({ ...job, ...next }, at - ctx.now)
}

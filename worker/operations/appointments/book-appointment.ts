import type { NewAppointment } from '../../../contract/appointment.ts'
import type { ReferralView } from '../../../contract/lead.ts'
import { toIso } from '../../../contract/time.ts'
import type { Ctx } from '../../context.ts'
import { book } from '../../domain/appointment/appointment.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { commitAppointment } from './commit-appointment.ts'
import { loadAppointment } from './load-appointment.ts'
import { mustHearInTime } from './must-hear-in-time.ts'

/**
 * Gives a referral an appointment, or another one in place of the one that it has or had (F62): the partner is mailed,
 * and its calendar takes the change. Problems: NOT_FOUND, REFERRAL_ENDED, APPOINTMENT_IN_PAST, INVALID_BODY for one that
 * begins before the partner hears of it.
 */
export async function bookAppointment(
  ctx: Ctx,
  { leadId, partnerId, appointment: details }: { leadId: string; partnerId: number; appointment: NewAppointment },
): Promise<ReferralView> {
  requireAdmin(ctx.actor)
  if (details.startsAt <= ctx.now) throw inThePast('/startsAt')
  return retryOnRace(async () => {
    const { loaded, earlier } = await loadAppointment(ctx, { leadId, partnerId })
    const { delivered_at, deliver_after } = loaded.row
    if (delivered_at === null) mustHearInTime(details, { deliverAfter: deliver_after, pointer: '/startsAt' })
    const appointment = book(details, earlier)
    return commitAppointment(ctx, {
      loaded,
      appointment,
      event: earlier === null ? 'appointment.booked' : 'appointment.rebooked',
      data: { startsAt: toIso(appointment.startsAt), ...(earlier && { before: toIso(earlier.startsAt) }) },
    })
  })
}

/** F17. `pointer` is where the appointment's start stands in the body. */
export const inThePast = (pointer: string): Problem =>
  new Problem('APPOINTMENT_IN_PAST', {
    errors: [{ pointer, code: 'APPOINTMENT_IN_PAST', message: 'Give a time that lies ahead.' }],
  })

import type { ReferralView } from '../../../contract/lead.ts'
import { toIso } from '../../../contract/time.ts'
import type { Ctx } from '../../context.ts'
import { cancel } from '../../domain/appointment/appointment.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { commitAppointment } from './commit-appointment.ts'
import { loadAppointment } from './load-appointment.ts'

/**
 * Cancels the appointment of a referral, which the partner keeps (F62). The partner is told why, and its calendar strikes
 * it out. Problems: NOT_FOUND, REFERRAL_ENDED, NO_APPOINTMENT when there is none ahead.
 */
export async function cancelAppointment(
  ctx: Ctx,
  { leadId, partnerId, reason }: { leadId: string; partnerId: number; reason: string },
): Promise<ReferralView> {
  requireAdmin(ctx.actor)
  return retryOnRace(async () => {
    const { loaded, earlier } = await loadAppointment(ctx, { leadId, partnerId })
    if (earlier === null || earlier.cancelledAt !== null) throw new Problem('NO_APPOINTMENT')
    if (earlier.startsAt <= ctx.now) throw new Problem('NO_APPOINTMENT', { detail: 'It has begun already.' })
    return commitAppointment(ctx, {
      loaded,
      appointment: cancel(earlier, { at: ctx.now, because: reason }),
      event: 'appointment.cancelled',
      data: { startsAt: toIso(earlier.startsAt), reason },
    })
  })
}

import type { Appointment } from '../../../contract/appointment.ts'
import { liveStates } from '../../../contract/referral.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { type LoadedDelivery, loadDelivery } from '../referrals/load-delivery.ts'

/** A referral that may have an appointment, and the one that it has or had. Problems: NOT_FOUND, REFERRAL_ENDED. */
export async function loadAppointment(
  ctx: Ctx,
  { leadId, partnerId }: { leadId: string; partnerId: number },
): Promise<{ loaded: LoadedDelivery; earlier: Appointment | null }> {
  const loaded = await loadDelivery(ctx, leadId, partnerId)
  if (loaded === null) throw new Problem('NOT_FOUND')
  const { state, appointment } = loaded.row
  if (!liveStates.includes(state)) throw new Problem('REFERRAL_ENDED', { detail: `This referral is ${state}.` })
  return { loaded, earlier: appointment === null ? null : (JSON.parse(appointment) as Appointment) }
}

import { moveWaitingJobs, moveWaitingReferrals } from '../../../db/store/deliveries.ts'
import type { PartnerRow } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'

/**
 * Leads that wait until their partner opens (F34) come when it opens by its new schedule: at once where it is open by now.
 */
export function moveWaiting(ctx: Ctx, { id, openFrom }: PartnerRow): D1PreparedStatement[] {
  const opensAt = Math.max(ctx.now, openFrom)
  return [
    moveWaitingReferrals(ctx.db, { partnerId: id, now: ctx.now, opensAt }),
    moveWaitingJobs(ctx.db, { partnerId: id, now: ctx.now, opensAt }),
  ]
}

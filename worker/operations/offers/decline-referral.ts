import type { ReferralView } from '../../../contract/lead.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { channelOf } from '../access/channel-of.ts'
import { requireSelf } from '../access/require-self.ts'
import { loadDelivery } from '../referrals/load-delivery.ts'
import { refusedNotice } from '../referrals/refused-notice.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { settleOffer } from './settle-offer.ts'

/**
 * A partner does not want a lead that it was offered (D6), or an admin says so in its name: the hold is released, and the
 * lead goes to the next partner, or to a person where the broker wants that. Problems: NOT_FOUND, NOT_OFFERED,
 * VERSION_CONFLICT.
 */
export async function declineReferral(
  ctx: Ctx,
  {
    leadId,
    partnerId,
    reason,
    write = [],
  }: { leadId: string; partnerId: number; reason: string; write?: D1PreparedStatement[] },
): Promise<ReferralView> {
  requireSelf(ctx.actor, partnerId)
  return retryOnRace(async () => {
    const loaded = await loadDelivery(ctx, leadId, partnerId)
    if (loaded === null) throw new Problem('NOT_FOUND')
    const jobs = loaded.rules.reroutesRefused ? [] : [refusedNotice(ctx.now, loaded, 'The partner declined the offer.')]
    return settleOffer(ctx, {
      loaded,
      act: 'decline',
      data: { reason, channel: channelOf(ctx.actor) },
      write,
      jobs,
    })
  })
}

import type { ReferralView } from '../../../contract/lead.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { channelOf } from '../access/channel-of.ts'
import { requireSelf } from '../access/require-self.ts'
import { loadDelivery } from '../referrals/load-delivery.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { settleOffer } from './settle-offer.ts'

/**
 * A partner takes a lead that it was offered (D6), or an admin in its name: it is charged for the point `accepted` and
 * the lead is delivered. `write` goes along in its commit. Problems: NOT_FOUND, NOT_OFFERED when it is no offer (any more), OFFER_LAPSED, VERSION_CONFLICT.
 */
export async function acceptReferral(
  ctx: Ctx,
  { leadId, partnerId, write = [] }: { leadId: string; partnerId: number; write?: D1PreparedStatement[] },
): Promise<ReferralView> {
  requireSelf(ctx.actor, partnerId)
  return retryOnRace(async () => {
    const loaded = await loadDelivery(ctx, leadId, partnerId)
    if (loaded === null) throw new Problem('NOT_FOUND')
    return settleOffer(ctx, { loaded, act: 'accept', data: { channel: channelOf(ctx.actor) }, write })
  })
}

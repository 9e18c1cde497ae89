import type { Offer } from '../../../contract/offer.ts'
import { selectOfferEnd } from '../../../db/store/offers.ts'
import { findPartner } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import { type OfferStanding, offerStanding } from '../../domain/delivery/offer-standing.ts'
import { requireSelf } from '../access/require-self.ts'
import { loadDelivery } from '../referrals/load-delivery.ts'
import { offerView } from './offer-view.ts'

/** An offer as its own page shows it. */
export interface OfferOnPage {
  broker: string
  partner: string
  /** Clocks of the partner's zone are those that it reads. */
  zone: string
  standing: OfferStanding
  /** Only while it is open: what is over is told by its state alone. */
  offer: Offer | null
  leadType: string
  acceptBy: number
  /** How the lead comes, once accepted. */
  comesBy: 'email' | 'internet' | null
}

/**
 * One offer for whoever decides on it, with what became of it: nothing in it tells who the person is, before or after
 * (D6). Null when there is no such referral, and to a closed partner, for which nobody acts. Problems: NOT_FOUND for somebody else's.
 */
export async function readOffer(
  ctx: Ctx,
  { leadId, partnerId, acceptBy }: { leadId: string; partnerId: number; acceptBy: number },
): Promise<OfferOnPage | null> {
  requireSelf(ctx.actor, partnerId)
  const [loaded, partner] = await Promise.all([loadDelivery(ctx, leadId, partnerId), findPartner(ctx.db, partnerId)])
  if (loaded === null || partner === null || partner.status === 'closed') return null
  const { row, reference, delivery } = loaded
  const end = await selectOfferEnd(ctx.db, reference).first<{ event: string }>()
  const standing = offerStanding({
    state: row.state,
    acceptBy: row.accept_by,
    now: ctx.now,
    said: end === null ? null : end.event === 'referral.declined' ? 'declined' : 'lapsed',
  })
  return {
    broker: row.broker_name,
    partner: row.partner_name,
    zone: row.partner_zone,
    standing,
    offer: standing === 'open' ? offerView({ ...row, accept_by: row.accept_by! }, row.currency) : null,
    leadType: row.type_name,
    acceptBy,
    comesBy: delivery.internet !== null ? 'internet' : delivery.email !== null ? 'email' : null,
  }
}

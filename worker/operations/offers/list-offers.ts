import type { Offer } from '../../../contract/offer.ts'
import { type OfferRow, selectOffers } from '../../../db/store/offers.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireSelf } from '../access/require-self.ts'
import { offerView } from './offer-view.ts'

/** Where a page of offers starts: behind this one. */
export interface OfferPosition {
  acceptBy: number
  leadId: string
}

/**
 * What waits for a partner's yes or no, the one that ends first first; one more than `limit` when there are more. Its own
 * only. Problems: NOT_FOUND.
 */
export async function listOffers(
  ctx: Ctx,
  { partnerId, after, limit }: { partnerId: number; after: OfferPosition | null; limit: number },
): Promise<(OfferPosition & { offer: Offer })[]> {
  requireSelf(ctx.actor, partnerId)
  const [partners, offers] = await ctx.db.batch<Record<string, unknown>>([
    ctx.db.prepare('SELECT (SELECT currency FROM broker) AS currency FROM partners WHERE id = ?').bind(partnerId),
    selectOffers(ctx.db, { partnerId, now: ctx.now, after, limit: limit + 1 }),
  ])
  const partner = partners!.results[0] as { currency: string } | undefined
  if (partner === undefined) throw new Problem('NOT_FOUND')
  return (offers!.results as unknown as OfferRow[]).map((row) => ({
    acceptBy: row.accept_by,
    leadId: row.lead_id,
    offer: offerView(row, partner.currency),
  }))
}

import type { Offer } from '../../../contract/offer.ts'
import { type OfferRow, selectOffers } from '../../../db/store/offers.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireSelf } from '../access/require-self.ts'
import type { LeadPosition } from '../page-start.ts'
import { offerView } from './offer-view.ts'

/**
 * What waits for a partner's yes or no, the one that ends first first; one more than `limit` when there are more. Its own
 * only. `after` and `at`: until when it can be accepted. Problems: NOT_FOUND.
 */
export async function listOffers(
  ctx: Ctx,
  { partnerId, after, limit }: { partnerId: number; after: LeadPosition | null; limit: number },
): Promise<(LeadPosition & { offer: Offer })[]> {
  requireSelf(ctx.actor, partnerId)
  const [partners, offers] = await ctx.db.batch<Record<string, unknown>>([
    ctx.db.prepare('SELECT (SELECT currency FROM broker) AS currency FROM partners WHERE id = ?').bind(partnerId),
    selectOffers(ctx.db, {
      partnerId,
      now: ctx.now,
      after: after && { acceptBy: after.at, leadId: after.leadId },
      limit: limit + 1,
    }),
  ])
  const partner = partners!.results[0] as { currency: string } | undefined
  if (partner === undefined) throw new Problem('NOT_FOUND')
  return (offers!.results as unknown as OfferRow[]).map((row) => ({
    at: row.accept_by,
    leadId: row.lead_id,
    offer: offerView(row, partner.currency),
  }))
}

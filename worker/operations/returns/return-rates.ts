import { formatId } from '../../../contract/id.ts'
import type { ReturnRate } from '../../../contract/return.ts'
import { toIso } from '../../../contract/time.ts'
import { type CountsRow, selectAllReturnCounts, selectReturnCounts } from '../../../db/store/return-counts.ts'
import type { Ctx } from '../../context.ts'
import { rateBps, rateWindowMs } from '../../domain/returns/rate.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { requireOwn } from '../access/require-own.ts'
import { found } from '../config/checks.ts'

/** How much of what a partner had in the last 30 days comes back. Its own only. Problems: NOT_FOUND. */
export async function readReturnRate(ctx: Ctx, partnerId: number): Promise<ReturnRate> {
  requireOwn(ctx.actor, partnerId)
  const since = ctx.now - rateWindowMs
  return rateView(found(await selectReturnCounts(ctx.db, { partnerId, since }).first<NamedCounts>()), since)
}

/** The same of every partner that buys, by number, one more than `limit` when there are more. */
export async function listReturnRates(
  ctx: Ctx,
  { after, limit }: { after: number; limit: number },
): Promise<{ rows: NamedCounts[]; since: number }> {
  requireAdmin(ctx.actor)
  const since = ctx.now - rateWindowMs
  const { results } = await selectAllReturnCounts(ctx.db, { since, after, limit: limit + 1 }).all<NamedCounts>()
  return { rows: results, since }
}

export interface NamedCounts extends CountsRow {
  id: number
  name: string
}

export const rateView = ({ id, name, ...counts }: NamedCounts, since: number): ReturnRate => ({
  partner: { id: formatId('partner', id), name },
  since: toIso(since),
  delivered: counts.delivered,
  returned: counts.returned,
  requested: counts.returned - counts.approved,
  approved: counts.approved,
  rejected: counts.rejected,
  rateBps: rateBps(counts),
})

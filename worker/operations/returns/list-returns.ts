import type { ReturnView } from '../../../contract/return.ts'
import { type ListedReturn, type ReturnFilter, selectReturns } from '../../../db/store/returns.ts'
import type { Ctx } from '../../context.ts'
import { returnView } from './return-view.ts'

/**
 * Returns, the newest asked for first, one more than `limit` when there are more. A partner sees its own only: whomever
 * else it names has none.
 */
export async function listReturns(ctx: Ctx, filter: ReturnFilter): Promise<ListedReturn[]> {
  const { actor } = ctx
  const own = actor.kind === 'partner' ? actor.partnerId : null
  if (own !== null && filter.partnerId !== null && filter.partnerId !== own) return []
  const { results } = await selectReturns(ctx.db, {
    ...filter,
    partnerId: own ?? filter.partnerId,
    limit: filter.limit + 1,
  }).all<ListedReturn>()
  return results
}

export const listedReturnView = (row: ListedReturn, ctx: Ctx): ReturnView =>
  returnView(
    row,
    {
      partnerName: row.partner_name,
      typeName: row.type_name,
      currency: row.currency,
      deliveredAt: row.delivered_at,
    },
    ctx.actor,
  )

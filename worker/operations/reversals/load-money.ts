import { selectLines } from '../../../db/store/returns.ts'
import type { Ctx } from '../../context.ts'
import { lineIdsOf, type MovedMoney, movedMoney } from '../../domain/returns/referral-money.ts'
import { type LoadedDelivery, loadDelivery } from '../referrals/load-delivery.ts'

/** A referral and what moved for it. */
export interface LoadedMoney {
  loaded: LoadedDelivery
  money: MovedMoney
}

/**
 * null when there is no such referral. The referral is read first: money that moves after that moved its version too, so
 * that the commit meets a conflict.
 */
export async function loadMoney(
  ctx: Ctx,
  { leadId, partnerId }: { leadId: string; partnerId: number },
): Promise<LoadedMoney | null> {
  const loaded = await loadDelivery(ctx, leadId, partnerId)
  if (loaded === null) return null
  const { results } = await selectLines(ctx.db, lineIdsOf(loaded.reference.slice(4))).all<{
    id: string
    amount: number
  }>()
  return { loaded, money: movedMoney(results) }
}

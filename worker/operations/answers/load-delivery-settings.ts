import { completeDelivery, type Delivery } from '../../../contract/delivery.ts'
import type { Ctx } from '../../context.ts'

/** How a partner receives leads; null when there is no such partner. */
export async function loadDeliverySettings(ctx: Ctx, partnerId: number): Promise<Delivery | null> {
  const row = await ctx.db
    .prepare('SELECT delivery FROM partners WHERE id = ?')
    .bind(partnerId)
    .first<{ delivery: string }>()
  return row === null ? null : completeDelivery(JSON.parse(row.delivery))
}

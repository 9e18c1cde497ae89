import type * as v from 'valibot'
import type { ReferralView, triesSchema } from '../../../contract/lead.ts'
import { type DeliveryRecord, selectTries } from '../../../db/store/deliveries.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireOwn } from '../access/require-own.ts'
import { loadDelivery } from './load-delivery.ts'
import { ownTry } from './own-try.ts'
import { ownReferralView } from './referral-view.ts'

/** One referral. A partner sees its own only: to anybody else it is not there. Problems: NOT_FOUND. */
export async function readReferral(ctx: Ctx, of: { leadId: string; partnerId: number }): Promise<ReferralView> {
  const { row } = await ownDelivery(ctx, of)
  return ownReferralView(ctx, row)
}

/** Every try at delivering it, newest first, with the raw request and answer while they are kept (30 days). */
export async function readTries(
  ctx: Ctx,
  of: { leadId: string; partnerId: number },
): Promise<v.InferOutput<typeof triesSchema>> {
  const { reference, row: referral } = await ownDelivery(ctx, of)
  const { results } = await selectTries(ctx.db, reference).all<DeliveryRecord>()
  return { items: results.map((row) => ownTry(ctx, row, referral.state)) }
}

async function ownDelivery(ctx: Ctx, { leadId, partnerId }: { leadId: string; partnerId: number }) {
  requireOwn(ctx.actor, partnerId)
  const loaded = await loadDelivery(ctx, leadId, partnerId)
  if (loaded === null) throw new Problem('NOT_FOUND')
  return loaded
}

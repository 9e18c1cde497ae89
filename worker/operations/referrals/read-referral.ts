import type * as v from 'valibot'
import type { ReferralView, triesSchema } from '../../../contract/lead.ts'
import { toIso, toIsoOrNull } from '../../../contract/time.ts'
import { type DeliveryRecord, selectTries } from '../../../db/store/deliveries.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireOwn } from '../access/require-own.ts'
import { loadDelivery } from './load-delivery.ts'
import { referralView, withoutSubLead } from './referral-view.ts'

/** One referral. A partner sees its own only: to anybody else it is not there. Problems: NOT_FOUND. */
export async function readReferral(ctx: Ctx, of: { leadId: string; partnerId: number }): Promise<ReferralView> {
  const { row } = await ownDelivery(ctx, of)
  const shown = ctx.actor.kind === 'partner' ? withoutSubLead(row) : row
  return referralView(shown, { partnerName: row.partner_name, currency: row.currency })
}

/** Every try at delivering it, newest first, with the raw request and answer while they are kept (30 days). */
export async function readTries(
  ctx: Ctx,
  of: { leadId: string; partnerId: number },
): Promise<v.InferOutput<typeof triesSchema>> {
  const { reference } = await ownDelivery(ctx, of)
  const { results } = await selectTries(ctx.db, reference).all<DeliveryRecord>()
  return { items: results.map(tryView) }
}

async function ownDelivery(ctx: Ctx, { leadId, partnerId }: { leadId: string; partnerId: number }) {
  requireOwn(ctx.actor, partnerId)
  const loaded = await loadDelivery(ctx, leadId, partnerId)
  if (loaded === null) throw new Problem('NOT_FOUND')
  return loaded
}

function tryView({ version, at, data, raw }: DeliveryRecord): v.InferOutput<typeof triesSchema>['items'][number] {
  const { attempt, outcome, because, via, remoteId, tookMs, retryAt } = JSON.parse(data)
  const { request = null, answer = null, reason = null } = raw === null ? {} : JSON.parse(raw)
  return {
    version,
    at: toIso(at),
    attempt,
    outcome,
    because,
    via,
    remoteId,
    tookMs,
    retryAt: toIsoOrNull(retryAt),
    reason,
    request,
    answer,
  }
}

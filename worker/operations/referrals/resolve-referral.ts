import type { ReferralView } from '../../../contract/lead.ts'
import { insertJob, routeJob } from '../../../db/store/jobs.ts'
import { updateReferral } from '../../../db/store/referrals.ts'
import { writeTransfer } from '../../../db/store/transfers.ts'
import type { Ctx } from '../../context.ts'
import { release, settle } from '../../domain/billing/postings.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { announceOutcome } from './announce-outcome.ts'
import { loadDelivery } from './load-delivery.ts'
import { referralView } from './referral-view.ts'

/**
 * A person says what became of a referral whose outcome nobody knows (ENGINE 5): the partner has the lead (charged) or
 * has it not (released, and the lead goes on to the next partner). Problems: NOT_FOUND, NOT_UNKNOWN, VERSION_CONFLICT.
 */
export async function resolveReferral(
  ctx: Ctx,
  {
    leadId,
    partnerId,
    outcome,
    reason,
  }: { leadId: string; partnerId: number; outcome: 'accepted' | 'rejected'; reason: string },
): Promise<ReferralView> {
  requireAdmin(ctx.actor)
  const loaded = await loadDelivery(ctx, leadId, partnerId)
  if (loaded === null) throw new Problem('NOT_FOUND')
  const { row, reference } = loaded
  if (row.state !== 'unknown') throw new Problem('NOT_UNKNOWN')

  const accepted = outcome === 'accepted'
  const version = row.version + 1
  const state = accepted ? 'delivered' : 'rejected'
  const deliveredAt = accepted ? ctx.now : null
  const priced = { referralId: reference, partnerId, priceMinor: row.price }
  const reroute = routeJob(ctx.now, { leadId, because: `${reference}:${version}` })
  const answer = referralView(
    { ...row, state, delivered_at: deliveredAt },
    { partnerName: row.partner_name, currency: row.currency },
  )
  const news = announceOutcome(ctx, loaded, state)
  const rows = await commitOrThrow(ctx, {
    history: [{ id: reference, version, event: 'referral.resolved', data: { outcome, reason, state } }],
    write: [
      ...(accepted ? settle(priced, 'accepted') : release(priced)).map((line) => writeTransfer(ctx.db, line, ctx.now)),
      updateReferral(ctx.db, { leadId, partnerId, version, state, deliveredAt, remoteId: row.remote_id }),
      ...(accepted ? [] : [insertJob(ctx.db, reroute)]),
      ...news.write,
    ],
    read: news.read,
    answer,
  })
  if (!accepted) ctx.startJob(reroute)
  news.start(rows)
  return answer
}

import type { ReferralView } from '../../../contract/lead.ts'
import { insertJob } from '../../../db/store/jobs.ts'
import { updateReferral } from '../../../db/store/referrals.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { giveBack, reachPoint } from '../billing/reach-point.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { announceOutcome } from './announce-outcome.ts'
import { loadDelivery } from './load-delivery.ts'
import { onwardJobs } from './onward-job.ts'
import { referralView } from './referral-view.ts'

/**
 * A person says what became of a referral whose outcome nobody knows (ENGINE 5): the partner has the lead (charged) or
 * has it not (released, and the lead goes on to the next partner, or to a person where refused leads do). Problems: NOT_FOUND, NOT_UNKNOWN, VERSION_CONFLICT.
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
  const { row, reference, rules } = loaded
  if (row.state !== 'unknown') throw new Problem('NOT_UNKNOWN')

  const accepted = outcome === 'accepted'
  const version = row.version + 1
  const state = accepted ? 'delivered' : 'rejected'
  const deliveredAt = accepted ? ctx.now : null
  const reached = accepted ? reachPoint(ctx, row, 'accepted') : null
  const goesTo = rules.reroutesRefused ? 'next-partner' : 'person'
  const onward = accepted ? [] : onwardJobs(ctx.now, { leadId, because: `${reference}:${version}`, goesTo })
  const answer = referralView(
    { ...row, state, delivered_at: deliveredAt },
    { partnerName: row.partner_name, currency: row.currency },
  )
  const news = announceOutcome(ctx, loaded, state)
  const rows = await commitOrThrow(ctx, {
    history: [{ id: reference, version, event: 'referral.resolved', data: { outcome, reason, state } }],
    write: [
      ...(reached?.write ?? giveBack(ctx, row)),
      updateReferral(ctx.db, {
        leadId,
        partnerId,
        version,
        state,
        deliveredAt,
        ...(reached === null ? { releasedAt: ctx.now } : { progress: reached.progress }),
      }),
      ...onward.map((job) => insertJob(ctx.db, job)),
      ...news.write,
    ],
    read: news.read,
    answer,
  })
  for (const job of onward) ctx.startJob(job)
  news.start(rows)
  return answer
}

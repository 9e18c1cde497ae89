import type { ReferralView } from '../../../contract/lead.ts'
import { commit } from '../../../db/commit.ts'
import { insertJob, type JobRow, leaseMs } from '../../../db/store/jobs.ts'
import { updateReferral } from '../../../db/store/referrals.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { loadDelivery } from './load-delivery.ts'
import { referralView } from './referral-view.ts'

const redeliverable = ['unknown', 'delivered'] as const

/**
 * Sends a referral again, under the same reference and without charging again (F48). What was settled stays settled.
 * Problems: NOT_FOUND, NOT_REDELIVERABLE while it is being delivered for the first time (two tries at once could not be
 * told apart) and once it was rejected, returned or given up, VERSION_CONFLICT.
 */
export async function redeliverReferral(
  ctx: Ctx,
  { leadId, partnerId }: { leadId: string; partnerId: number },
): Promise<ReferralView> {
  requireAdmin(ctx.actor)
  const loaded = await loadDelivery(ctx, leadId, partnerId)
  if (loaded === null) throw new Problem('NOT_FOUND')
  const { row, reference } = loaded
  const state = redeliverable.find((each) => each === row.state)
  if (state === undefined)
    throw new Problem('NOT_REDELIVERABLE', {
      detail:
        row.state === 'referred'
          ? 'This referral is being delivered: the next try comes by itself. Its deliveries say when.'
          : `This referral is ${row.state}: there is nothing to deliver.`,
    })

  const version = row.version + 1
  const job: JobRow = {
    due: ctx.now + leaseMs,
    id: `redeliver:${reference}:${version}`,
    kind: 'deliver-referral',
    data: { leadId, partnerId, mailId: `${reference}:${version}` },
    attempts: row.tries + 1,
    party: partnerId,
  }
  const answer = referralView({ ...row, state }, { partnerName: row.partner_name, currency: row.currency })
  const committed = await commit(ctx, {
    history: [{ id: reference, version, event: 'referral.redelivery', data: { state } }],
    write: [
      updateReferral(ctx.db, {
        leadId,
        partnerId,
        version,
        state,
        deliveredAt: row.delivered_at,
        remoteId: row.remote_id,
      }),
      insertJob(ctx.db, job),
    ],
    answer,
  })
  if (!committed.done) throw new Problem('VERSION_CONFLICT')
  ctx.startJob(job)
  return answer
}

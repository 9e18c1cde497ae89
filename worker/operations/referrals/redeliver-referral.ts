import { redeliverableStates } from '../../../contract/delivery-log.ts'
import type { ReferralView } from '../../../contract/lead.ts'
import { commit } from '../../../db/commit.ts'
import { insertJob, type JobRow, leaseMs } from '../../../db/store/jobs.ts'
import { selectUnderWay } from '../../../db/store/redeliveries.ts'
import { updateReferral } from '../../../db/store/referrals.ts'
import type { Ctx } from '../../context.ts'
import { isOffer } from '../../domain/delivery/offer.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { type LoadedDelivery, loadDelivery } from './load-delivery.ts'
import { redeliveryJob } from './redelivery-job.ts'
import { referralView } from './referral-view.ts'

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
  const state = redeliverableStates.find((each) => each === row.state)
  if (state === undefined || (state === 'accepted' && (await isOnItsWay(ctx, { leadId, partnerId }))))
    throw new Problem('NOT_REDELIVERABLE', { detail: whyNot(row) })

  const version = row.version + 1
  const job: JobRow = {
    ...redeliveryJob({ leadId, partnerId, version, tries: row.tries }),
    due: ctx.now + leaseMs,
  }
  const answer = referralView({ ...row, state }, { partnerName: row.partner_name, currency: row.currency })
  const committed = await commit(ctx, {
    history: [{ id: reference, version, event: 'referral.redelivery', data: { state } }],
    write: [updateReferral(ctx.db, { leadId, partnerId, version }), insertJob(ctx.db, job)],
    answer,
  })
  if (!committed.done) throw new Problem('VERSION_CONFLICT')
  ctx.startJob(job)
  return answer
}

/** An accepted lead is redelivered when its own delivery was given up. */
async function isOnItsWay(ctx: Ctx, { leadId, partnerId }: { leadId: string; partnerId: number }): Promise<boolean> {
  const { results } = await selectUnderWay(ctx.db, partnerId).all<{ lead_id: string }>()
  return results.some(({ lead_id }) => lead_id === leadId)
}

function whyNot({ state, accept_by }: LoadedDelivery['row']): string {
  if (isOffer({ state, acceptBy: accept_by })) return 'This referral waits for its partner to accept it.'
  return state === 'referred' || state === 'accepted'
    ? 'This referral is being delivered: the next try comes by itself. Its deliveries say when.'
    : `This referral is ${state}: there is nothing to deliver.`
}

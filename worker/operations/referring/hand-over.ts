import { referralId } from '../../../contract/id.ts'
import type { HistoryRow } from '../../../db/commit.ts'
import { insertJob, type JobRow, leaseMs } from '../../../db/store/jobs.ts'
import { insertDeliveryJobs, updateReferral } from '../../../db/store/referrals.ts'
import type { Ctx } from '../../context.ts'
import { reachPoint } from '../billing/reach-point.ts'
import { deliveryJobs } from '../routing/delivery-jobs.ts'
import type { ChosenPartner, HandRoute } from './chosen-partner.ts'

/** How a new referral reaches its partner: what the commit holds for it, and which jobs run at once. */
export interface HandOver {
  history: HistoryRow[]
  write: D1PreparedStatement[]
  jobsOf(referrals: readonly Record<string, unknown>[]): JobRow[]
}

/** By a delivery job, which settles what comes of it. */
export const byDelivery = (ctx: Ctx, { leadId, ownReferrals }: HandRoute): HandOver => ({
  history: [],
  write: [insertDeliveryJobs(ctx.db, { leadId, at: ctx.now, due: ctx.now + leaseMs, except: ownReferrals })],
  jobsOf: (referrals) => deliveryJobs(ctx.now, { referrals, except: ownReferrals }),
})

/**
 * By a call that a person transfers (F18): the call is the delivery, so the referral is delivered and charged at once.
 * Where the partner has a delivery as well, the lead's answers follow, and what comes of that decides nothing
 * (docs/decisions/0012).
 */
export function byCall(
  ctx: Ctx,
  { leadId, introducerId }: HandRoute,
  { claimant, partner: { facts } }: ChosenPartner,
): HandOver {
  const { partnerId, priceMinor, charges } = claimant
  const reference = referralId(leadId, partnerId)
  const follows = facts.partner.deliversByEmail || facts.partner.deliversByInternet
  const reached = reachPoint(
    ctx,
    {
      lead_id: leadId,
      partner_id: partnerId,
      price: priceMinor,
      charges: charges && JSON.stringify(charges),
      progress: 'referred',
      released_at: null,
      introducer_id: introducerId,
    },
    'accepted',
  )
  const job: JobRow = {
    due: ctx.now + leaseMs,
    id: `deliver:${leadId}:${partnerId}`,
    kind: 'deliver-referral',
    data: { leadId, partnerId, mailId: reference },
    attempts: 1,
    party: partnerId,
  }
  return {
    history: [{ id: reference, version: 1, event: 'referral.transferred', data: { state: 'delivered' } }],
    write: [
      updateReferral(ctx.db, {
        leadId,
        partnerId,
        version: 1,
        state: 'delivered',
        deliveredAt: ctx.now,
        progress: reached.progress,
      }),
      ...reached.write,
      ...(follows ? [insertJob(ctx.db, job)] : []),
    ],
    jobsOf: () => (follows ? [job] : []),
  }
}

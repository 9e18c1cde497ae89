import { deleteJob, type JobRow, mustHoldLease } from '../../../db/store/jobs.ts'
import type { Ctx } from '../../context.ts'
import type { LoadedDelivery } from '../referrals/load-delivery.ts'
import { offerNotices } from './offer-notices.ts'
import { settleOffer } from './settle-offer.ts'

/**
 * An offer that its partner did not accept in time (D6): rejected, the hold released, on to the next partner, which is
 * never this one (F21). Whoever was quicker has moved its version: VERSION_CONFLICT.
 */
export async function lapseOffer(ctx: Ctx, loaded: LoadedDelivery, job: JobRow): Promise<void> {
  const about = `${loaded.reference}:${loaded.row.version + 1}`
  await settleOffer(ctx, {
    loaded,
    act: 'lapse',
    data: { because: 'NOT_ACCEPTED_IN_TIME' },
    write: [mustHoldLease(ctx.db, job), deleteJob(ctx.db, job)],
    jobs: offerNotices(ctx.now, loaded, { kind: 'offer-lapsed', acceptBy: loaded.row.accept_by!, about }),
  })
}

import { commit } from '../../../db/commit.ts'
import { deleteJob, type JobRow, mustHoldLease } from '../../../db/store/jobs.ts'
import { updateReferral } from '../../../db/store/referrals.ts'
import type { Ctx } from '../../context.ts'
import { dropJob } from '../drop-job.ts'
import { loadDelivery } from '../referrals/load-delivery.ts'
import { giveBack, stillHeld } from './reach-point.ts'

const mostTries = 5

/**
 * The billing window of a referral is over (ENGINE 2): points that it has not reached are charged no more, and what is
 * still held for them goes back. Runs as a job, under its lease; where nothing is held any more, the job simply ends.
 */
export async function closeBilling(
  ctx: Ctx,
  { leadId, partnerId, job }: { leadId: string; partnerId: number; job: JobRow },
): Promise<void> {
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const loaded = await loadDelivery(ctx, leadId, partnerId)
    const releasedMinor = loaded === null ? 0 : stillHeld(loaded.row)
    if (loaded === null || releasedMinor === 0) return dropJob(ctx, job)
    const { row, reference } = loaded
    const version = row.version + 1
    const { progress } = row
    const committed = await commit(ctx, {
      history: [{ id: reference, version, event: 'referral.billing-closed', data: { progress, releasedMinor } }],
      write: [
        mustHoldLease(ctx.db, job),
        ...giveBack(ctx, row),
        updateReferral(ctx.db, { leadId, partnerId, version, releasedAt: ctx.now }),
        deleteJob(ctx.db, job),
      ],
    })
    if (committed.done || committed.refused === 'LEASE_LOST') return
    if (committed.refused !== 'VERSION_CONFLICT')
      throw new Error(`The billing of a referral could not be closed: ${committed.refused} ${committed.about}`)
  }
  throw new Error('The billing of a referral could not be closed: it keeps changing')
}

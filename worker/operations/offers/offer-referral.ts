import { commit } from '../../../db/commit.ts'
import { insertJob, type JobRow, mustHoldLease, postponeJob } from '../../../db/store/jobs.ts'
import { selectTold, tellOffer } from '../../../db/store/offers.ts'
import type { Ctx } from '../../context.ts'
import { isOffer, toldAt } from '../../domain/delivery/offer.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { dropJob } from '../drop-job.ts'
import { publicLink } from '../public-link.ts'
import { type LoadedDelivery, loadDelivery } from '../referrals/load-delivery.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { lapseOffer } from './lapse-offer.ts'
import { offerPath } from './offer-link.ts'
import { offerNotices } from './offer-notices.ts'

/**
 * Offers a referral to a partner that must accept it first (D6), and comes back when its time is over. Runs as a job,
 * under its lease: the first time it tells the partner, from when its time counts; then it waits until exactly
 * `accept_by`, and the offer lapses unless somebody was quicker.
 */
export async function offerReferral(
  ctx: Ctx,
  { leadId, partnerId, job }: { leadId: string; partnerId: number; job: JobRow },
): Promise<void> {
  await retryOnRace(async () => {
    const loaded = await loadDelivery(ctx, leadId, partnerId)
    if (loaded === null || !isOffer({ state: loaded.row.state, acceptBy: loaded.row.accept_by }))
      return dropJob(ctx, job)
    const isTold = (await selectTold(ctx.db, loaded.reference).first()) !== null
    if (!isTold) return tell(ctx, loaded, job)
    if (ctx.now < loaded.row.accept_by!) return waitForWord(ctx, loaded, job)
    await lapseOffer(ctx, loaded, job)
  })
}

async function tell(ctx: Ctx, loaded: LoadedDelivery, job: JobRow): Promise<void> {
  const { row, reference } = loaded
  const { lead_id: leadId, partner_id: partnerId } = row
  const version = row.version + 1
  const since = Math.max(row.referred_at, row.deliver_after)
  const acceptBy = toldAt(ctx.now, { acceptBy: row.accept_by!, since })
  const link = publicLink(ctx, await offerPath(ctx, { leadId, partnerId, acceptBy }))
  const about = `${reference}:${version}`
  const notices = offerNotices(ctx.now, loaded, { kind: 'offer-made', acceptBy, about, link })
  await commitOrThrow(ctx, {
    history: [{ id: reference, version, event: 'referral.offered', data: { acceptBy } }],
    write: [
      mustHoldLease(ctx.db, job),
      tellOffer(ctx.db, { leadId, partnerId, version, acceptBy }),
      postponeJob(ctx.db, job, { due: acceptBy, attempts: 0 }),
      ...notices.map((notice) => insertJob(ctx.db, notice)),
    ],
  })
  for (const notice of notices) ctx.startJob(notice)
}

async function waitForWord(ctx: Ctx, { row }: LoadedDelivery, job: JobRow): Promise<void> {
  const next = { due: row.accept_by!, attempts: 0 }
  await commit(ctx, { history: [], write: [mustHoldLease(ctx.db, job), postponeJob(ctx.db, job, next)] })
}

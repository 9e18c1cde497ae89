import { dayMs, hourMs } from '../../../contract/time.ts'
import { commit } from '../../../db/commit.ts'
import { insertJob, type JobRow, leaseMs, routeJob } from '../../../db/store/jobs.ts'
import { updateLeadLocation } from '../../../db/store/leads.ts'
import type { LossRow } from '../../../db/store/silent-losses.ts'
import type { Ctx } from '../../context.ts'
import type { NoticeToSend } from '../../notices/notices.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { dropJob } from '../drop-job.ts'
import { noticeJob } from '../notices/notice-job.ts'
import { leadsSince, onlyLead, readLosses } from './find-silent-losses.ts'

/**
 * Looks for leads that were lost in silence and sets each on its way again, with a line in its history, so that it is
 * found once; the broker is told (C17). Cron calls it every five minutes for the last hours, and on the hour for the
 * last two days. There should never be one: whoever gets the mail has found a fault of ours.
 */
export async function checkForLosses(ctx: Ctx): Promise<void> {
  const minute = new Date(ctx.now).getUTCMinutes()
  if (minute % 5 !== 0) return
  await rescue(ctx, await readLosses(ctx, leadsSince(ctx, ctx.now - (minute === 0 ? 2 * dayMs : 2 * hourMs))))
}

/** The same for one lead, by its own job. */
export async function checkLead(ctx: Ctx, { leadId, job }: { leadId: string; job: JobRow }): Promise<void> {
  await rescue(ctx, await readLosses(ctx, onlyLead(leadId)))
  await dropJob(ctx, job)
}

async function rescue(ctx: Ctx, losses: readonly LossRow[]): Promise<void> {
  if (losses.length === 0) return
  const { notifyEmail } = await loadBroker(ctx)
  for (const loss of losses) await rescueOne(ctx, loss, notifyEmail)
}

/** Where somebody is quicker it was not lost, and nobody is told. */
async function rescueOne(ctx: Ctx, loss: LossRow, notifyEmail: string): Promise<void> {
  const { id, location, because, partner_id, held_until } = loss
  const version = loss.version + 1
  const isClosed = because === 'CLOSED_WITHOUT_REASON'
  const job =
    because === 'REFERRED_WITHOUT_DELIVERY'
      ? deliveryJob(ctx, { leadId: id, partnerId: partner_id! })
      : routeJob(ctx.now, { leadId: id, because: `${id}:${version}` })
  const notice: NoticeToSend = { kind: 'lead-rescued', data: { leadId: id, because } }
  const told = noticeJob(ctx.now, { notice, to: notifyEmail, about: `${id}:${version}` })
  const jobs = isClosed ? [told] : [job, told]
  const committed = await commit(ctx, {
    history: [{ id, version, event: 'lead.rescued', data: { because, wasIn: location } }],
    write: [
      updateLeadLocation(ctx.db, {
        id,
        version,
        location: isClosed ? 'pending' : location,
        heldUntil: held_until,
        unreferredAt: isClosed ? ctx.now : null,
      }),
      ...jobs.map((each) => insertJob(ctx.db, each)),
    ],
  })
  if (committed.done) for (const each of jobs) ctx.startJob(each)
}

const deliveryJob = (ctx: Ctx, { leadId, partnerId }: { leadId: string; partnerId: number }): JobRow => ({
  due: ctx.now + leaseMs,
  id: `deliver:${leadId}:${partnerId}`,
  kind: 'deliver-referral',
  data: { leadId, partnerId },
  // It may have been tried before its job was lost: the first try of this job must not pass for the first of all.
  attempts: 2,
  party: partnerId,
})

import { insertJob, type JobRow } from '../../../db/store/jobs.ts'
import type { Ctx } from '../../context.ts'
import type { NoticeToSend } from '../../notices/notices.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { noticeJob } from '../notices/notice-job.ts'
import type { LoadedLeadType } from './load-lead-type.ts'

/** Tells the broker that nobody took a lead (D21): a job for the commit that marks it, to be started after it. */
export async function unreferredNotice(
  ctx: Ctx,
  { leadId, leadType }: { leadId: string; leadType: LoadedLeadType },
): Promise<{ job: JobRow; write: D1PreparedStatement }> {
  const { notifyEmail } = await loadBroker(ctx)
  const notice: NoticeToSend = {
    kind: 'lead-unreferred',
    data: {
      leadType: leadType.name,
      leadId,
      heldFor: leadType.holdHours === 0 ? null : `${leadType.holdHours} hours`,
    },
  }
  const job = noticeJob(ctx.now, { notice, to: notifyEmail, about: `${leadId}:${ctx.now}` })
  return { job, write: insertJob(ctx.db, job) }
}

import { returnId } from '../../../contract/id.ts'
import { returnReasonLabels } from '../../../contract/return-reason.ts'
import type { JobRow } from '../../../db/store/jobs.ts'
import type { ReturnRow } from '../../../db/store/returns.ts'
import type { Ctx } from '../../context.ts'
import { percent, rateBps } from '../../domain/returns/rate.ts'
import type { NoticeToSend } from '../../notices/notices.ts'
import { noticeJob } from '../notices/notice-job.ts'
import { nominatedEmails } from '../preferences/nominated-emails.ts'
import type { FoundReturn } from './load-return.ts'

/** Tells the broker that a partner returns a lead; nobody needs telling who asked for it in the partner's place. */
export function requestNotices(
  ctx: Ctx,
  { loaded: { row, reference }, counts, preferences }: FoundReturn,
  { asked, version, automatic }: { asked: ReturnRow; version: number; automatic: boolean },
): JobRow[] {
  if (ctx.actor.kind !== 'partner') return []
  const notice: NoticeToSend = {
    kind: 'return-requested',
    data: {
      partner: row.partner_name,
      leadType: row.type_name,
      leadId: row.lead_id,
      returnId: returnId(row.lead_id, row.partner_id),
      because: returnReasonLabels[asked.reason],
      rate: percent(rateBps(counts)),
      approved: automatic,
    },
  }
  return nominatedEmails(preferences, { notifyEmail: row.notify_email }).map((to, i) =>
    noticeJob(ctx.now, { notice, to, about: `${reference}:${version}:${i + 1}` }),
  )
}

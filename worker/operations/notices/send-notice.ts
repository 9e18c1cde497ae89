import type { JobRow } from '../../../db/store/jobs.ts'
import type { Ctx } from '../../context.ts'
import { type NoticeToSend, renderNotice } from '../../notices/notices.ts'
import { sendMail } from '../../outside/mail.ts'
import { settleMail } from '../settle-mail.ts'

/** Sends one notice; a repeat carries the same Message-ID. */
export async function sendNotice(
  ctx: Ctx,
  { to, notice, job }: { to: string; notice: NoticeToSend; job: JobRow },
): Promise<void> {
  const { subject, text } = renderNotice(notice)
  await settleMail(ctx, job, await sendMail(ctx, { id: job.id, to: [to], subject, text }))
}

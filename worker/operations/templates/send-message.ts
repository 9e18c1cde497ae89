import type { Message } from '../../../contract/template.ts'
import type { JobRow } from '../../../db/store/jobs.ts'
import type { Ctx } from '../../context.ts'
import { sendMail } from '../../outside/mail.ts'
import { settleMail } from '../settle-mail.ts'

/** Sends one filled-in template; a repeat carries the same Message-ID. */
export async function sendMessage(
  ctx: Ctx,
  { to, message: { subject, text, html }, job }: { to: string; message: Message; job: JobRow },
): Promise<void> {
  const sent = await sendMail(ctx, { id: job.id, to: [to], subject, text, ...(html === null ? {} : { html }) })
  await settleMail(ctx, job, sent)
}

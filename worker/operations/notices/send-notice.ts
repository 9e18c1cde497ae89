import type { Message } from '../../../contract/template.ts'
import type { JobRow } from '../../../db/store/jobs.ts'
import { findWording, isSwitchedOff } from '../../../db/store/notices.ts'
import { findTemplate } from '../../../db/store/templates.ts'
import type { Ctx } from '../../context.ts'
import type { NoticeToSend } from '../../notices/notices.ts'
import { sendMail } from '../../outside/mail.ts'
import { dropJob } from '../drop-job.ts'
import { settleMail } from '../settle-mail.ts'
import { noticeNamed } from './notice-kinds.ts'
import { noticeMessage } from './notice-message.ts'

interface SendNotice {
  to: string
  /** Whose switch counts: `ptn_12`, `lgn_3`; null: whoever has the address. */
  person: string | null
  /** The partner that has no address, whose notice the broker gets; null: it goes to whom it is for. */
  insteadOf: string | null
  notice: NoticeToSend
  job: JobRow
}

/**
 * Sends one notice, in the broker's words where it has its own for this kind; a repeat carries the same Message-ID.
 * Whoever has switched it off gets none (P3).
 */
export async function sendNotice(
  ctx: Ctx,
  { to, person, insteadOf, notice: { kind, data }, job }: SendNotice,
): Promise<void> {
  const notice = noticeNamed(kind)
  const [wording, isUnwanted] = await Promise.all([
    findWording(ctx.db, kind),
    notice.switchable === false
      ? false
      : isSwitchedOff(ctx.db, { kind, channel: 'email', person, address: to, toPartner: notice.to === 'partner' }),
  ])
  if (isUnwanted) return dropJob(ctx, job)
  const template = wording?.templateId ? await findTemplate(ctx.db, wording.templateId) : null
  const { subject, text, html } = forwarded(noticeMessage(notice, template, data), insteadOf)
  await settleMail(
    ctx,
    job,
    await sendMail(ctx, { id: job.id, to: [to], subject, text, ...(html !== null && { html }) }),
  )
}

/** What was worded for a partner says to the broker why it came: as plain text, in front of whatever words there are. */
const forwarded = (message: Message, insteadOf: string | null): Message =>
  insteadOf === null
    ? message
    : {
        ...message,
        text: `${insteadOf} has no address for messages, so this came to you.\n\n${message.text}`,
        html: null,
      }

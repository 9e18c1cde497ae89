import { formatId } from '../../../contract/id.ts'
import type { Message } from '../../../contract/template.ts'
import { insertJob } from '../../../db/store/jobs.ts'
import { findTemplate } from '../../../db/store/templates.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { found } from '../config/checks.ts'
import { messageJob } from './message-job.ts'
import { sampleMessage } from './preview-template.ts'

/**
 * Sends a template to an address to look at (F64), with made-up answers: a test never carries a person's data. Its trace
 * is a message of its own in history, without the address. Problems: NOT_FOUND.
 */
export async function sendTest(ctx: Ctx, templateId: number, { to }: { to: string }): Promise<Message> {
  requireAdmin(ctx.actor)
  const template = found(await findTemplate(ctx.db, templateId))
  const message = await sampleMessage(ctx, template)
  const id = `msg_${ctx.newId()}`
  const job = messageJob(ctx.now, { id, to, message })
  await commitOrThrow(ctx, {
    history: [
      {
        id,
        version: 1,
        event: 'template.tested',
        data: { template: formatId('template', templateId), templateVersion: template.version },
      },
    ],
    write: [insertJob(ctx.db, job)],
    answer: message,
  })
  ctx.startJob(job)
  return message
}

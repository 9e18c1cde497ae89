import { formatId, parseId, runId } from '../../../../contract/id.ts'
import { insertJob } from '../../../../db/store/jobs.ts'
import { raiseLead, selectLead } from '../../../../db/store/leads.ts'
import { findWebhook } from '../../../../db/store/webhooks.ts'
import { Problem } from '../../../problem.ts'
import { commitOrThrow } from '../../commit-or-throw.ts'
import { messageJob } from '../../webhooks/message-job.ts'
import type { Action, CheckedAutomation, SettingsOf } from '../action.ts'

/**
 * F61: tells a webhook of the broker's about the lead, with a message of type `automation.step`: signed, logged and
 * retried like every other. The message is a job in the commit that ends the step.
 */
export const webhookAction: Action<'webhook'> = {
  kind: 'webhook',

  async check(ctx, settings, automation) {
    const wrong = (code: string, message: string) => ({
      errors: [{ pointer: `${automation.pointer}/webhookId`, code, message }],
    })
    const webhook = await findWebhook(ctx.db, parseId('webhook', settings.webhookId)!)
    if (webhook === null) return wrong('NOT_FOUND', 'There is no such webhook.')
    if (webhook.partnerId !== null) return wrong('NOT_YOURS', 'This webhook is a partner’s: choose one of your own.')
    if (webhook.archivedAt !== null && !usedBefore(settings, automation))
      return wrong('ARCHIVED', 'This webhook is archived.')
    return { errors: [] }
  },

  async run(ctx, { settings: { webhookId }, leadId, run }) {
    const [webhook, lead] = await Promise.all([
      findWebhook(ctx.db, parseId('webhook', webhookId)!),
      selectLead(ctx.db, leadId).first<{ version: number }>(),
    ])
    if (webhook === null || lead === null) throw new Problem('NOT_FOUND')
    if (webhook.archivedAt !== null) throw new Problem('ARCHIVED')
    if (!webhook.active) throw new Problem('WEBHOOK_OFF')
    const id = runId(leadId, run.n)
    const job = messageJob(ctx, {
      webhookId: webhook.id,
      type: 'automation.step',
      because: `${id}:${run.step + 1}`,
      leadId,
      more: { automation: formatId('automation', run.automationId), run: id, step: run.step + 1 },
    })
    const version = lead.version + 1
    const data = { webhook: webhookId, message: job.data.id }
    await commitOrThrow(ctx, {
      history: [{ id: leadId, version, event: 'lead.webhook', data }],
      write: [raiseLead(ctx.db, { id: leadId, version }), insertJob(ctx.db, job)],
    })
    ctx.startJob(job)
  },
}

const usedBefore = ({ webhookId }: SettingsOf<'webhook'>, { before }: CheckedAutomation): boolean =>
  before.some((settings) => settings.kind === 'webhook' && settings.webhookId === webhookId)

import { formatId } from '../../../contract/id.ts'
import type { WebhookMessage } from '../../../contract/webhook-message.ts'
import { insertJob } from '../../../db/store/jobs.ts'
import { upsertMessage } from '../../../db/store/webhook-messages.ts'
import { updateWebhook } from '../../../db/store/webhooks.ts'
import type { Ctx } from '../../context.ts'
import { webhookFormatNamed } from '../../domain/webhooks/formats.ts'
import { Problem } from '../../problem.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { expectLive } from '../config/checks.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { loadWebhook } from './load-webhook.ts'
import { messageJob } from './message-job.ts'
import { toMessage } from './webhook-view.ts'

/**
 * Sends a message of type `webhook.test`, with nobody's data, signed and logged and retried like any other. The answer is
 * the message as it goes out; its log says what came back. Problems: WEBHOOK_OFF.
 */
export async function testWebhook(ctx: Ctx, webhookId: number): Promise<WebhookMessage> {
  return retryOnRace(async () => {
    const webhook = await loadWebhook(ctx, webhookId)
    expectLive(webhook)
    if (!webhook.active) throw new Problem('WEBHOOK_OFF')
    const version = webhook.version + 1
    const type = 'webhook.test' as const
    const because = `${formatId('webhook', webhookId)}:${version}`
    const job = messageJob(ctx, { webhookId, type, because })
    const { id } = job.data
    const told = { type, at: ctx.now, cause: because, partner: null, lead: null, referrals: [], more: { test: true } }
    const body = webhookFormatNamed(webhook.format).write(told)
    const row = {
      webhookId,
      id,
      type,
      at: ctx.now,
      body,
      state: 'pending' as const,
      attempts: 0,
      lastStatus: null,
      lastAt: null,
    }
    const answer = toMessage(row)
    await commitOrThrow(ctx, {
      history: [{ id: formatId('webhook', webhookId), version, event: 'tested', data: { message: id } }],
      write: [updateWebhook(ctx.db, webhookId, { version }), upsertMessage(ctx.db, row), insertJob(ctx.db, job)],
      answer,
    })
    ctx.startJob(job)
    return answer
  })
}

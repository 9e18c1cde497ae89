import { toIso } from '../../../contract/time.ts'
import type { MessageLog, WebhookAttempt } from '../../../contract/webhook-message.ts'
import { type AttemptRow, findMessage, listAttempts } from '../../../db/store/webhook-messages.ts'
import type { Ctx } from '../../context.ts'
import { found } from '../config/checks.ts'
import { loadWebhook } from './load-webhook.ts'
import { toMessage } from './webhook-view.ts'

/** One message with every try: what was sent, and what came back word for word. */
export async function readMessage(ctx: Ctx, webhookId: number, id: string): Promise<MessageLog> {
  await loadWebhook(ctx, webhookId)
  const [message, attempts] = await Promise.all([
    findMessage(ctx.db, { webhookId, id }),
    listAttempts(ctx.db, { webhookId, id }),
  ])
  const row = found(message)
  return { ...toMessage(row), body: row.body, log: attempts.map(toAttempt) }
}

const toAttempt = ({ n, at, status, because, tookMs, raw }: AttemptRow): WebhookAttempt => ({
  n,
  at: toIso(at),
  status,
  because,
  tookMs,
  ...(JSON.parse(raw) as Pick<WebhookAttempt, 'request' | 'answer'>),
})

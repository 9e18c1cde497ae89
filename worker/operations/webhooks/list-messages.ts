import * as v from 'valibot'
import { type Page, toPage } from '../../../contract/page.ts'
import { type MessageQuery, type WebhookMessage, webhookMessageId } from '../../../contract/webhook-message.ts'
import { listMessages as listMessageRows } from '../../../db/store/webhook-messages.ts'
import type { Ctx } from '../../context.ts'
import { badCursor } from '../page-start.ts'
import { loadWebhook } from './load-webhook.ts'
import { toMessage } from './webhook-view.ts'

/** What was sent to a webhook within the last 30 days, newest first. */
export async function listMessages(
  ctx: Ctx,
  webhookId: number,
  { cursor, limit, state }: MessageQuery,
): Promise<Page<WebhookMessage>> {
  await loadWebhook(ctx, webhookId)
  if (cursor !== undefined && !v.is(webhookMessageId, cursor)) throw badCursor()
  const rows = await listMessageRows(ctx.db, { webhookId, before: cursor, limit, state })
  return toPage(rows, { limit, cursorOf: ({ id }) => id, toItem: toMessage })
}

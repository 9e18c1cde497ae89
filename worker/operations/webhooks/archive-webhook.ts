import { formatId } from '../../../contract/id.ts'
import type { Webhook } from '../../../contract/webhook.ts'
import { updateWebhook } from '../../../db/store/webhooks.ts'
import type { Ctx } from '../../context.ts'
import { commitChange } from '../config/commit-change.ts'
import { loadWebhook } from './load-webhook.ts'
import { toWebhook } from './webhook-view.ts'

/** Puts a webhook away for good: nothing is sent to it any more, what waits for it neither. Doing it twice changes nothing. */
export async function archiveWebhook(ctx: Ctx, webhookId: number): Promise<Webhook> {
  const before = await loadWebhook(ctx, webhookId)
  const version = before.version + 1
  const archivedAt = before.archivedAt ?? ctx.now
  return commitChange(ctx, {
    id: formatId('webhook', webhookId),
    event: 'archived',
    before: toWebhook(before),
    after: toWebhook({ ...before, version, archivedAt }),
    write: [updateWebhook(ctx.db, webhookId, { archivedAt, version })],
  })
}

import { type Page, toPage } from '../../../contract/page.ts'
import type { Webhook, WebhookQuery } from '../../../contract/webhook.ts'
import { listWebhooks as listWebhookRows } from '../../../db/store/webhooks.ts'
import type { Ctx } from '../../context.ts'
import { requireAccess } from '../access/require-access.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { pageStart } from '../page-start.ts'
import { toWebhook } from './webhook-view.ts'

/** Admins see all, or those of one partner; a partner its own, whatever it asks for. */
export async function listWebhooks(
  ctx: Ctx,
  { cursor, limit, partnerId, archived }: WebhookQuery,
): Promise<Page<Webhook>> {
  const { actor } = ctx
  if (actor.kind !== 'partner') requireAdmin(actor)
  requireAccess(actor, 'full')
  const rows = await listWebhookRows(ctx.db, {
    after: pageStart(cursor),
    limit,
    partnerId: actor.kind === 'partner' ? actor.partnerId : partnerId,
    archived,
  })
  return toPage(rows, { limit, cursorOf: ({ id }) => id, toItem: toWebhook })
}

import { findWebhook, type WebhookRow } from '../../../db/store/webhooks.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireAccess } from '../access/require-access.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { found } from '../config/checks.ts'

/** A webhook that this actor may see: admins all, a partner its own. Somebody else's is as good as missing. */
export async function loadWebhook(ctx: Ctx, webhookId: number): Promise<WebhookRow> {
  const { actor } = ctx
  if (actor.kind !== 'partner') requireAdmin(actor)
  requireAccess(actor, 'full')
  const row = found(await findWebhook(ctx.db, webhookId))
  if (actor.kind === 'partner' && row.partnerId !== actor.partnerId) throw new Problem('NOT_FOUND')
  return row
}

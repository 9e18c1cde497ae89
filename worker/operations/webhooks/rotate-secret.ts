import { formatId } from '../../../contract/id.ts'
import { hourMs, toIso } from '../../../contract/time.ts'
import type { WebhookSecret } from '../../../contract/webhook.ts'
import { updateWebhook } from '../../../db/store/webhooks.ts'
import type { Ctx } from '../../context.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { expectLive } from '../config/checks.ts'
import { keepIt, notMade, shownOnce } from './create-webhook.ts'
import { loadWebhook } from './load-webhook.ts'
import { newSecret } from './webhook-secret.ts'
import { toWebhook } from './webhook-view.ts'

/**
 * Gives a webhook a new secret (D13). For `overlapHours` every message carries both signatures, so that its receiver
 * changes over without missing one; 0 ends the old one at once, for a secret that got out.
 */
export async function rotateSecret(
  ctx: Ctx,
  webhookId: number,
  { overlapHours }: { overlapHours: number },
): Promise<WebhookSecret> {
  const before = await loadWebhook(ctx, webhookId)
  expectLive(before)
  const { secret, sealed } = await newSecret(ctx, webhookId)
  const overlaps = overlapHours > 0
  const columns = {
    version: before.version + 1,
    secret: sealed,
    oldSecret: overlaps ? before.secret : null,
    oldUntil: overlaps ? ctx.now + overlapHours * hourMs : null,
  }
  const webhook = toWebhook({ ...before, ...columns })
  const data = { oldSecretUntil: columns.oldUntil === null ? null : toIso(columns.oldUntil) }
  await commitOrThrow(ctx, {
    history: [{ id: formatId('webhook', webhookId), version: columns.version, event: 'secret.rotated', data }],
    write: [updateWebhook(ctx.db, webhookId, columns)],
    answer: { webhook, secret: null, note: shownOnce },
  })
  return ctx.dryRun ? { webhook, secret: null, note: notMade } : { webhook, secret, note: keepIt }
}

import { formatId } from '../../../contract/id.ts'
import type { Webhook, WebhookChanges } from '../../../contract/webhook.ts'
import { updateWebhook as updateWebhookRow, type WebhookRow } from '../../../db/store/webhooks.ts'
import type { Ctx } from '../../context.ts'
import { expectLive, expectNoProblems, expectVersion } from '../config/checks.ts'
import { commitChange } from '../config/commit-change.ts'
import { given } from '../config/given.ts'
import { loadWebhook } from './load-webhook.ts'
import { webhookProblems } from './webhook-problems.ts'
import { toWebhook } from './webhook-view.ts'

/**
 * Changes a webhook. Another address, or switching it on again, takes its server for well: what waits for it goes out
 * with the next sweep. What it missed while it was off is not made up; what failed can be replayed.
 */
export async function updateWebhook(
  ctx: Ctx,
  webhookId: number,
  { version, ...changes }: WebhookChanges,
): Promise<Webhook> {
  const before = await loadWebhook(ctx, webhookId)
  expectLive(before)
  expectVersion(before, version)
  const settings = given(changes)
  const afresh = settings.active === true || (settings.url !== undefined && settings.url !== before.url)
  const columns: Partial<WebhookRow> = { ...settings, ...(afresh && well), ...(settings.active && switchedOn) }
  const after = { ...before, ...columns, version: before.version + 1 }
  expectNoProblems(webhookProblems(ctx, after))
  return commitChange(ctx, {
    id: formatId('webhook', webhookId),
    before: toWebhook(before),
    after: toWebhook(after),
    write: [updateWebhookRow(ctx.db, webhookId, { ...columns, version: after.version })],
  })
}

const well = { failures: 0, failingSince: null, pausedUntil: 0 }

const switchedOn = { disabledBecause: null }

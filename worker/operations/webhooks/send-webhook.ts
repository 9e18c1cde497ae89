import { minuteMs } from '../../../contract/time.ts'
import type { JobRow } from '../../../db/store/jobs.ts'
import { findMessage } from '../../../db/store/webhook-messages.ts'
import { findWebhook, type WebhookRow } from '../../../db/store/webhooks.ts'
import type { Ctx } from '../../context.ts'
import { readRetryAfter } from '../../delivery/retry-after.ts'
import { afterSend } from '../../domain/webhooks/after-send.ts'
import { webhookFormatNamed } from '../../domain/webhooks/formats.ts'
import { callOut } from '../../outside/http.ts'
import { jitter } from '../jitter.ts'
import { dropMessage, keepSend, waitForServer } from './keep-send.ts'
import { loadTold, type Tidings } from './load-told.ts'
import { signatures } from './signature.ts'
import { signingSecrets } from './webhook-secret.ts'

/**
 * Sends one message to one webhook (D13): at least once, always under the same id and with the same body, signed anew
 * on each try. A webhook that was switched off or archived meanwhile gets nothing; one that is paused waits, which
 * counts as no try.
 */
export async function sendWebhook(
  ctx: Ctx,
  { webhookId, job, ...tidings }: Tidings & { webhookId: number; job: JobRow },
): Promise<void> {
  const [webhook, kept] = await Promise.all([
    findWebhook(ctx.db, webhookId),
    findMessage(ctx.db, { webhookId, id: tidings.id }),
  ])
  if (webhook === null || !webhook.active || webhook.archivedAt !== null) return dropMessage(ctx, job, kept)
  const message = kept ?? {
    webhookId,
    id: tidings.id,
    type: tidings.type,
    at: tidings.at,
    body: webhookFormatNamed(webhook.format).write(await loadTold(ctx, webhook, tidings)),
    state: 'pending' as const,
    attempts: 0,
    lastStatus: null,
    lastAt: null,
  }
  if (webhook.pausedUntil > ctx.now)
    return waitForServer(ctx, job, message, webhook.pausedUntil + Math.round(jitter(ctx) * minuteMs))

  const request = await requestOf(ctx, webhook, message)
  const result = await callOut(ctx.env, { ...request, method: 'POST' })
  const answer = result.kind === 'answer' ? result : null
  const plan = afterSend(
    { status: answer?.status ?? null, retryAfterMs: readRetryAfter(answer?.headers['retry-after'], ctx.now) },
    { attempt: job.attempts, health: healthOf(webhook), now: ctx.now, jitter: jitter(ctx) },
  )
  await keepSend(ctx, { job, webhook, message, request, result, plan })
}

/** Every format is signed alike; the timestamp is this try's. */
async function requestOf(ctx: Ctx, webhook: WebhookRow, { id, body }: { id: string; body: string }) {
  const timestamp = Math.floor(ctx.now / 1000)
  const secrets = await signingSecrets(ctx, webhook)
  return {
    url: webhook.url,
    headers: {
      'Content-Type': webhookFormatNamed(webhook.format).contentType,
      'User-Agent': 'Baton-Webhooks/1',
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': await signatures(secrets, { id, timestamp, body }),
    },
    body,
  }
}

const healthOf = ({ failures, failingSince, pausedUntil }: WebhookRow) => ({
  failures,
  failingSince,
  breakerUntil: pausedUntil,
})

import { formatId } from '../../../contract/id.ts'
import type { WebhookRow } from '../../../db/store/webhooks.ts'
import type { Ctx } from '../../context.ts'
import { seal, unseal } from '../secret-box.ts'
import { formatSecret, secretBytes } from './signature.ts'

/** A new secret for a webhook, and how it is kept. */
export async function newSecret(ctx: Ctx, webhookId: number): Promise<{ secret: string; sealed: string }> {
  const secret = formatSecret(ctx.randomBytes(secretBytes))
  return { secret, sealed: await seal(ctx, secret, about(webhookId)) }
}

/** The secrets that sign now: its own, and for a time the one before it. */
export async function signingSecrets(ctx: Ctx, { id, secret, oldSecret, oldUntil }: WebhookRow): Promise<string[]> {
  const old = oldSecret !== null && oldUntil !== null && ctx.now < oldUntil ? [oldSecret] : []
  return Promise.all([secret, ...old].map((sealed) => unseal(ctx, sealed, about(id))))
}

const about = (webhookId: number) => ({ purpose: 'webhook', about: formatId('webhook', webhookId) })

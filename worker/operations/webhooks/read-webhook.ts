import type { Webhook } from '../../../contract/webhook.ts'
import type { Ctx } from '../../context.ts'
import { loadWebhook } from './load-webhook.ts'
import { toWebhook } from './webhook-view.ts'

export const readWebhook = async (ctx: Ctx, webhookId: number): Promise<Webhook> =>
  toWebhook(await loadWebhook(ctx, webhookId))

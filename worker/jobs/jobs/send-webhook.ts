import * as v from 'valibot'
import { sendWebhook } from '../../operations/webhooks/send-webhook.ts'
import type { Job } from '../job.ts'

/** A replay carries no more than the id: what it sends is in the log. */
const data = v.object({
  webhookId: v.number(),
  id: v.string(),
  type: v.string(),
  at: v.number(),
  because: v.optional(v.string(), ''),
  leadId: v.optional(v.nullable(v.string()), null),
  partnerIds: v.optional(v.array(v.number()), []),
  more: v.optional(v.record(v.string(), v.unknown())),
})

/** Sends one message to one webhook. */
export const sendWebhookJob: Job = {
  kind: 'send-webhook',
  run: (ctx, job) => sendWebhook(ctx, { ...v.parse(data, job.data), job }),
}

import { numberedId } from '../../../contract/id.ts'
import { pageOf } from '../../../contract/page.ts'
import {
  newWebhookSchema,
  rotationSchema,
  webhookChangesSchema,
  webhookQuery,
  webhookSchema,
  webhookSecretSchema,
} from '../../../contract/webhook.ts'
import {
  messageLogSchema,
  messageQuery,
  replayedSchema,
  replaySchema,
  webhookMessageId,
  webhookMessageSchema,
} from '../../../contract/webhook-message.ts'
import { archiveWebhook } from '../../operations/webhooks/archive-webhook.ts'
import { createWebhook } from '../../operations/webhooks/create-webhook.ts'
import { listMessages } from '../../operations/webhooks/list-messages.ts'
import { listWebhooks } from '../../operations/webhooks/list-webhooks.ts'
import { readMessage } from '../../operations/webhooks/read-message.ts'
import { readWebhook } from '../../operations/webhooks/read-webhook.ts'
import { replayMessage, replayMessages } from '../../operations/webhooks/replay-messages.ts'
import { rotateSecret } from '../../operations/webhooks/rotate-secret.ts'
import { testWebhook } from '../../operations/webhooks/test-webhook.ts'
import { updateWebhook } from '../../operations/webhooks/update-webhook.ts'
import { type AnyRoute, route } from '../route.ts'

const params = { webhookId: numberedId('webhook') }

/** Where messages go and what they carry is for whoever has full access to a partner. */
const common = { may: ['admin', 'partner'], partnerAccess: 'full', tag: 'Webhooks' } as const

const createWebhookRoute = route({
  ...common,
  method: 'POST',
  path: '/v1/webhooks',
  summary: 'Make a webhook',
  description:
    "Messages follow Standard Webhooks 1.0: `{type, timestamp, data}`, signed with the secret that this answer shows once. A partner's webhook hears of its own referrals, appointments and money; the broker's of everything. They arrive at least once, in no certain order; `webhook-id` is the same on every try.",
  body: newWebhookSchema,
  answer: { status: 201, body: webhookSecretSchema },
  handle: (ctx, { body }) => createWebhook(ctx, body),
})

const listWebhooksRoute = route({
  ...common,
  method: 'GET',
  path: '/v1/webhooks',
  summary: 'List webhooks',
  query: webhookQuery,
  answer: { status: 200, body: pageOf(webhookSchema) },
  handle: (ctx, { query }) => listWebhooks(ctx, query),
})

const readWebhookRoute = route({
  ...common,
  method: 'GET',
  path: '/v1/webhooks/{webhookId}',
  summary: 'Read a webhook',
  params,
  answer: { status: 200, body: webhookSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: { webhookId } }) => readWebhook(ctx, webhookId),
})

const updateWebhookRoute = route({
  ...common,
  method: 'PATCH',
  path: '/v1/webhooks/{webhookId}',
  summary: 'Change a webhook',
  description:
    'Another address, or `active: true`, takes its server for well again. What happened while it was off is not made up.',
  params,
  body: webhookChangesSchema,
  answer: { status: 200, body: webhookSchema },
  problems: ['NOT_FOUND', 'VERSION_CONFLICT', 'ARCHIVED'],
  handle: (ctx, { params: { webhookId }, body }) => updateWebhook(ctx, webhookId, body),
})

const archiveWebhookRoute = route({
  ...common,
  method: 'POST',
  path: '/v1/webhooks/{webhookId}/archive',
  summary: 'Archive a webhook',
  description: 'For good. What waits for it is not sent any more.',
  params,
  answer: { status: 200, body: webhookSchema },
  problems: ['NOT_FOUND', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { webhookId } }) => archiveWebhook(ctx, webhookId),
})

const rotateSecretRoute = route({
  ...common,
  method: 'POST',
  path: '/v1/webhooks/{webhookId}/secret',
  summary: 'Give a webhook a new secret',
  description: 'For a time every message carries a signature by each of the two. The new one is shown once.',
  params,
  body: rotationSchema,
  answer: { status: 200, body: webhookSecretSchema },
  problems: ['NOT_FOUND', 'VERSION_CONFLICT', 'ARCHIVED'],
  handle: (ctx, { params: { webhookId }, body }) => rotateSecret(ctx, webhookId, body),
})

const testWebhookRoute = route({
  ...common,
  method: 'POST',
  path: '/v1/webhooks/{webhookId}/test',
  summary: 'Send a test message',
  description: 'Of type `webhook.test`, with nobody’s data. Its log tells what came back.',
  params,
  answer: { status: 202, body: webhookMessageSchema },
  problems: ['NOT_FOUND', 'ARCHIVED', 'WEBHOOK_OFF'],
  handle: (ctx, { params: { webhookId } }) => testWebhook(ctx, webhookId),
})

const replayRoute = route({
  ...common,
  method: 'POST',
  path: '/v1/webhooks/{webhookId}/replay',
  summary: 'Send messages of a time again',
  description:
    'The failed ones unless told otherwise; at most 500 a call, oldest first. Same `webhook-id`, same body. What is on its way is left alone; the answer counts it.',
  params,
  body: replaySchema,
  answer: { status: 202, body: replayedSchema },
  problems: ['NOT_FOUND', 'VERSION_CONFLICT', 'ARCHIVED', 'WEBHOOK_OFF'],
  handle: (ctx, { params: { webhookId }, body }) => replayMessages(ctx, webhookId, body),
})

const listMessagesRoute = route({
  ...common,
  method: 'GET',
  path: '/v1/webhooks/{webhookId}/messages',
  summary: 'List what was sent to a webhook, newest first',
  description: 'Kept for 30 days.',
  params,
  query: messageQuery,
  answer: { status: 200, body: pageOf(webhookMessageSchema) },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: { webhookId }, query }) => listMessages(ctx, webhookId, query),
})

const messageParams = { ...params, sentId: webhookMessageId }

const readMessageRoute = route({
  ...common,
  method: 'GET',
  path: '/v1/webhooks/{webhookId}/messages/{sentId}',
  summary: 'Read a message with all its tries',
  params: messageParams,
  answer: { status: 200, body: messageLogSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: { webhookId, sentId } }) => readMessage(ctx, webhookId, sentId),
})

const replayOneRoute = route({
  ...common,
  method: 'POST',
  path: '/v1/webhooks/{webhookId}/messages/{sentId}/replay',
  summary: 'Send a message again',
  params: messageParams,
  answer: { status: 202, body: webhookMessageSchema },
  problems: ['NOT_FOUND', 'VERSION_CONFLICT', 'ARCHIVED', 'WEBHOOK_OFF', 'MESSAGE_PENDING'],
  handle: (ctx, { params: { webhookId, sentId } }) => replayMessage(ctx, webhookId, sentId),
})

/** Webhooks out (D13). */
export const webhookRoutes: readonly AnyRoute[] = [
  createWebhookRoute,
  listWebhooksRoute,
  readWebhookRoute,
  updateWebhookRoute,
  archiveWebhookRoute,
  rotateSecretRoute,
  testWebhookRoute,
  replayRoute,
  listMessagesRoute,
  readMessageRoute,
  replayOneRoute,
]

import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { WebhookFormatId, WebhookType } from '../../contract/webhook.ts'
import type { MessageState } from '../../contract/webhook-message.ts'

/** The tables of messages. The truth is db/migrations; a test compares the two. */

export const textStops = sqliteTable('text_stops', {
  number: text('number').primaryKey(),
  at: integer('at').notNull(),
})

export const webhooks = sqliteTable('webhooks', {
  id: integer('id').primaryKey(),
  version: integer('version').notNull(),
  partnerId: integer('partner_id'),
  name: text('name').notNull(),
  url: text('url').notNull(),
  format: text('format').$type<WebhookFormatId>().notNull(),
  types: text('types', { mode: 'json' }).$type<WebhookType[]>().notNull(),
  personData: integer('person_data', { mode: 'boolean' }).notNull(),
  active: integer('active', { mode: 'boolean' }).notNull(),
  disabledBecause: text('disabled_because').$type<'GONE' | 'FAILING'>(),
  secret: text('secret').notNull(),
  oldSecret: text('old_secret'),
  oldUntil: integer('old_until'),
  createdAt: integer('created_at').notNull(),
  archivedAt: integer('archived_at'),
  failures: integer('failures').notNull().default(0),
  failingSince: integer('failing_since'),
  pausedUntil: integer('paused_until').notNull().default(0),
})

export const webhookListens = sqliteTable(
  'webhook_listens',
  {
    type: text('type').$type<WebhookType>().notNull(),
    partnerId: integer('partner_id').notNull(),
    webhookId: integer('webhook_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.type, table.partnerId, table.webhookId] })],
)

export const webhookMessages = sqliteTable(
  'webhook_messages',
  {
    webhookId: integer('webhook_id').notNull(),
    id: text('id').notNull(),
    type: text('type').notNull(),
    at: integer('at').notNull(),
    body: text('body').notNull(),
    state: text('state').$type<MessageState>().notNull(),
    attempts: integer('attempts').notNull(),
    lastStatus: integer('last_status'),
    lastAt: integer('last_at'),
  },
  (table) => [primaryKey({ columns: [table.webhookId, table.id] })],
)

export const webhookAttempts = sqliteTable(
  'webhook_attempts',
  {
    webhookId: integer('webhook_id').notNull(),
    messageId: text('message_id').notNull(),
    n: integer('n').notNull(),
    at: integer('at').notNull(),
    status: integer('status'),
    because: text('because').notNull(),
    tookMs: integer('took_ms').notNull(),
    raw: text('raw').notNull(),
  },
  (table) => [primaryKey({ columns: [table.webhookId, table.messageId, table.n] })],
)

export const noticeWordings = sqliteTable('notice_wordings', {
  kind: text('kind').primaryKey(),
  version: integer('version').notNull(),
  templateId: integer('template_id'),
})

export const noticePeople = sqliteTable('notice_people', {
  person: text('person').primaryKey(),
  version: integer('version').notNull(),
  off: text('off', { mode: 'json' }).$type<string[]>().notNull(),
})

import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { AutomationEvent, Condition, Step } from '../../contract/automation.ts'
import type { RunState, RunStep } from '../../contract/run.ts'
import type { TemplateKind } from '../../contract/template.ts'

/** The tables of what happens by itself. The truth is db/migrations; a test compares the two. */

export const templates = sqliteTable('templates', {
  id: integer('id').primaryKey(),
  version: integer('version').notNull(),
  kind: text('kind').$type<TemplateKind>().notNull(),
  name: text('name').notNull(),
  subject: text('subject').notNull(),
  text: text('text').notNull(),
  html: text('html'),
  archivedAt: integer('archived_at'),
})

export const automations = sqliteTable('automations', {
  id: integer('id').primaryKey(),
  version: integer('version').notNull(),
  name: text('name').notNull(),
  event: text('event').$type<AutomationEvent>(),
  leadTypeId: integer('lead_type_id'),
  condition: text('condition', { mode: 'json' }).$type<Condition>().notNull(),
  steps: text('steps', { mode: 'json' }).$type<Step[]>().notNull(),
  onFailure: text('on_failure').$type<'stop' | 'continue'>().notNull(),
  active: integer('active', { mode: 'boolean' }).notNull(),
  archivedAt: integer('archived_at'),
  cutDay: integer('cut_day').notNull().default(0),
})

export const automationRuns = sqliteTable('automation_runs', {
  leadId: text('lead_id').notNull(),
  n: integer('n').notNull(),
  version: integer('version').notNull(),
  automationId: integer('automation_id').notNull(),
  event: text('event').$type<AutomationEvent>(),
  because: text('because').notNull(),
  partnerId: integer('partner_id'),
  chain: text('chain', { mode: 'json' }).$type<string[]>().notNull(),
  state: text('state').$type<RunState>().notNull(),
  reason: text('reason'),
  startedAt: integer('started_at').notNull(),
  step: integer('step').notNull(),
  steps: text('steps', { mode: 'json' }).$type<RunStep[]>().notNull(),
})

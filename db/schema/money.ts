import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Taking, TopUpEntry, TopUpState } from '../../contract/top-up.ts'

/** Payments and signed statements, as drizzle sees them; db/migrations/0016_money_in.sql says what they promise. */

export const topUps = sqliteTable('top_ups', {
  id: text('id').primaryKey(),
  version: integer('version').notNull(),
  partnerId: integer('partner_id').notNull(),
  entry: text('entry').$type<TopUpEntry>().notNull(),
  state: text('state').$type<TopUpState>().notNull(),
  gross: integer('gross').notNull(),
  vat: integer('vat').notNull(),
  vatBps: integer('vat_bps').notNull(),
  currency: text('currency').notNull(),
  takings: text('takings', { mode: 'json' }).$type<Taking[]>().notNull().default([]),
  orderId: text('order_id'),
  approveUrl: text('approve_url'),
  captureId: text('capture_id'),
  receipt: integer('receipt'),
  origin: text('origin').notNull(),
  because: text('because'),
  createdAt: integer('created_at').notNull(),
  paidAt: integer('paid_at'),
})

export const statements = sqliteTable('statements', {
  party: integer('party').notNull(),
  month: integer('month').notNull(),
  startsAt: integer('starts_at').notNull(),
  endsAt: integer('ends_at').notNull(),
  openingN: integer('opening_n').notNull(),
  openingHash: text('opening_hash').notNull(),
  closingN: integer('closing_n').notNull(),
  closingHash: text('closing_hash').notNull(),
  head: text('head').notNull(),
  signature: text('signature').notNull(),
  madeAt: integer('made_at').notNull(),
})

export const statementKeys = sqliteTable('statement_keys', {
  id: text('id').primaryKey(),
  publicKey: text('public_key').notNull(),
  firstUsedAt: integer('first_used_at').notNull(),
})

export const monthEnds = sqliteTable('month_ends', {
  month: integer('month').primaryKey(),
  at: integer('at').notNull(),
})

import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ValueShare } from '../../contract/introducer-terms.ts'

/** What introducers are owed for their leads. The truth is db/migrations; a test compares the two. */
export const introducerTerms = sqliteTable('introducer_terms', {
  id: integer('id').primaryKey(),
  version: integer('version').notNull(),
  partnerId: integer('partner_id').notNull(),
  leadTypeId: integer('lead_type_id'),
  amount: integer('amount').notNull(),
  shares: text('shares', { mode: 'json' }).$type<ValueShare[]>().notNull(),
  archivedAt: integer('archived_at'),
})

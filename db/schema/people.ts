import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Access } from '../../contract/login.ts'
import type { SignUp } from '../../contract/sign-up.ts'

/** The tables of who signs in. The truth is db/migrations; a test compares the two. */

/** F57. `partnerId` null is kept for the broker's own staff. */
export const logins = sqliteTable('logins', {
  id: integer('id').primaryKey(),
  version: integer('version').notNull(),
  partnerId: integer('partner_id'),
  name: text('name').notNull(),
  email: text('email').notNull(),
  mobile: text('mobile'),
  access: text('access').$type<Access>().notNull(),
  createdAt: integer('created_at').notNull(),
  invitedUntil: integer('invited_until').notNull(),
  acceptedAt: integer('accepted_at'),
  lastSignedInAt: integer('last_signed_in_at'),
  removedAt: integer('removed_at'),
})

/** One-time codes: everything about them but what they say. */
export const codes = sqliteTable('codes', {
  id: text('id').primaryKey(),
  purpose: text('purpose').$type<'sign-in' | 'invitation' | 'sign-up'>().notNull(),
  email: text('email').notNull(),
  loginId: integer('login_id'),
  until: integer('until').notNull(),
  tries: integer('tries').notNull(),
  usedAt: integer('used_at'),
  data: text('data', { mode: 'json' }).$type<SignUp>(),
})

/** Who is signed in: ended sessions are gone. */
export const sessions = sqliteTable('sessions', {
  id: text('id').primaryKey(),
  hash: text('hash').notNull(),
  loginId: integer('login_id').notNull(),
  startedAt: integer('started_at').notNull(),
  usedAt: integer('used_at').notNull(),
  idleUntil: integer('idle_until').notNull(),
  until: integer('until').notNull(),
})

export const throttles = sqliteTable('throttles', {
  key: text('key').primaryKey(),
  fullAt: integer('full_at').notNull(),
})

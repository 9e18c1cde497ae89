import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Appointment } from '../../contract/appointment.ts'
import type { FrozenCharge } from '../../contract/charge.ts'
import type { ValueShare } from '../../contract/introducer-terms.ts'
import type { ReferralMethod } from '../../contract/lead-type.ts'
import type { ReferralProgress, ReferralState } from '../../contract/referral.ts'
import type { ReturnState } from '../../contract/return.ts'
import type { ReturnReason } from '../../contract/return-reason.ts'

/** The tables of what happens. The truth is db/migrations; a test compares the two. */

export const history = sqliteTable('history', {
  id: text('id').notNull(),
  version: integer('version').notNull(),
  event: text('event').notNull(),
  actor: text('actor').notNull(),
  at: integer('at').notNull(),
  commitId: text('commit_id').notNull(),
  data: text('data', { mode: 'json' }).$type<Record<string, unknown>>(),
  raw: text('raw', { mode: 'json' }).$type<Record<string, unknown>>(),
})

export const leads = sqliteTable('leads', {
  id: text('id').primaryKey(),
  version: integer('version').notNull(),
  leadTypeId: integer('lead_type_id').notNull(),
  introducerId: integer('introducer_id'),
  keyId: integer('key_id'),
  channel: text('channel').notNull(),
  receivedAt: integer('received_at').notNull(),
  location: text('location')
    .$type<'held' | 'pending' | 'queue' | 'assigned' | 'routed' | 'returned' | 'closed'>()
    .notNull(),
  stage: text('stage').$type<'new' | 'qualified' | 'unqualified' | 'won' | 'lost'>().notNull(),
  postcodeQuality: text('postcode_quality'),
  outward: text('outward'),
  fields: text('fields', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
  pageUrl: text('page_url'),
  submissionHash: text('submission_hash').notNull(),
  duplicateOf: text('duplicate_of'),
  closedBecause: text('closed_because'),
  heldUntil: integer('held_until'),
  unreferredAt: integer('unreferred_at'),
  isTest: integer('is_test', { mode: 'boolean' }).notNull().default(false),
  stageId: integer('stage_id').notNull().default(1),
  archivedAt: integer('archived_at'),
  cost: integer('cost').notNull().default(0),
  valueShares: text('value_shares', { mode: 'json' }).$type<ValueShare[]>(),
})

export const dedupeKeys = sqliteTable('dedupe_keys', {
  key: text('key').notNull(),
  at: integer('at').notNull(),
  leadId: text('lead_id').notNull(),
})

/** People who asked not to be contacted: by one partner, or (0) by anybody (D1.22). Keys as in dedupe_keys. */
export const suppressions = sqliteTable('suppressions', {
  key: text('key').notNull(),
  partnerId: integer('partner_id').notNull(),
  at: integer('at').notNull(),
})

/** When the held leads of a type are looked at again (D21). */
export const looks = sqliteTable('looks', {
  leadTypeId: integer('lead_type_id').primaryKey(),
  due: integer('due').notNull(),
})

/** When a partner's breaker opened or closed by what a delivery came to (C5); breakerUntil 0: it closed. */
export const breakerMoments = sqliteTable('breaker_moments', {
  partnerId: integer('partner_id').notNull(),
  n: integer('n').notNull(),
  at: integer('at').notNull(),
  breakerUntil: integer('breaker_until').notNull(),
})

export const referrals = sqliteTable('referrals', {
  leadId: text('lead_id').notNull(),
  partnerId: integer('partner_id').notNull(),
  version: integer('version').notNull(),
  setupId: integer('setup_id').notNull(),
  leadTypeId: integer('lead_type_id').notNull(),
  method: text('method').$type<ReferralMethod>().notNull(),
  state: text('state').$type<ReferralState>().notNull(),
  price: integer('price').notNull(),
  referredAt: integer('referred_at').notNull(),
  deliveredAt: integer('delivered_at'),
  day: integer('day').notNull(),
  month: integer('month').notNull(),
  cell: integer('cell'),
  band: integer('band'),
  rankRead: integer('rank_read'),
  rankNext: integer('rank_next'),
  remoteId: text('remote_id'),
  deliverAfter: integer('deliver_after').notNull().default(0),
  appointment: text('appointment', { mode: 'json' }).$type<Appointment>(),
  progress: text('progress').$type<ReferralProgress>().notNull().default('referred'),
  charges: text('charges', { mode: 'json' }).$type<FrozenCharge[]>(),
  acceptBy: integer('accept_by'),
  releasedAt: integer('released_at'),
})

export const returns = sqliteTable('returns', {
  leadId: text('lead_id').notNull(),
  partnerId: integer('partner_id').notNull(),
  leadTypeId: integer('lead_type_id').notNull(),
  state: text('state').$type<ReturnState>().notNull(),
  reason: text('reason').$type<ReturnReason>().notNull(),
  text: text('text').notNull(),
  links: text('links', { mode: 'json' }).$type<string[]>().notNull(),
  reference: text('reference').notNull(),
  asked: integer('asked').notNull(),
  requestedAt: integer('requested_at').notNull(),
  requestedBy: text('requested_by').notNull(),
  decidedAt: integer('decided_at'),
  decidedBy: text('decided_by'),
  automatic: integer('automatic').notNull().default(0),
  note: text('note').notNull().default(''),
  refunded: integer('refunded').notNull().default(0),
  released: integer('released').notNull().default(0),
  reversed: integer('reversed').notNull().default(0),
  rerouted: integer('rerouted').notNull().default(0),
})

export const partnerCounts = sqliteTable('partner_counts', {
  partnerId: integer('partner_id').primaryKey(),
  seq: integer('seq').notNull(),
  day: integer('day').notNull(),
  today: integer('today').notNull(),
  typesToday: text('types_today', { mode: 'json' }).$type<Record<string, number>>().notNull(),
  month: integer('month').notNull(),
  thisMonth: integer('this_month').notNull(),
  typesThisMonth: text('types_this_month', { mode: 'json' }).$type<Record<string, number>>().notNull(),
})

export const turns = sqliteTable('turns', {
  cell: integer('cell').notNull(),
  due: integer('due').notNull(),
  band: integer('band').notNull(),
  rank: integer('rank').notNull(),
  setupId: integer('setup_id').notNull(),
  cause: text('cause'),
  weight: integer('weight'),
})

export const arms = sqliteTable('arms', {
  cell: integer('cell').notNull(),
  band: integer('band').notNull(),
  ready: integer('ready').notNull(),
})

export const transfers = sqliteTable('transfers', {
  party: integer('party').notNull(),
  n: integer('n').notNull(),
  id: text('id').notNull(),
  debit: text('debit').notNull(),
  credit: text('credit').notNull(),
  amount: integer('amount').notNull(),
  currency: text('currency').notNull(),
  kind: text('kind').notNull(),
  at: integer('at').notNull(),
  note: text('note'),
  balance: integer('balance').notNull(),
  held: integer('held').notNull(),
  payable: integer('payable').notNull().default(0),
})

export const jobs = sqliteTable('jobs', {
  due: integer('due').notNull(),
  id: text('id').notNull(),
  kind: text('kind').notNull(),
  data: text('data', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
  attempts: integer('attempts').notNull(),
  party: integer('party'),
})

export const idempotency = sqliteTable('idempotency', {
  key: text('key').primaryKey(),
  bodyHash: text('body_hash').notNull(),
  status: integer('status').notNull(),
  answer: text('answer').notNull(),
  at: integer('at').notNull(),
})

export const mailbox = sqliteTable('mailbox', {
  id: text('id').primaryKey(),
  at: integer('at').notNull(),
  sender: text('sender').notNull(),
  recipients: text('recipients', { mode: 'json' }).$type<string[]>().notNull(),
  subject: text('subject').notNull(),
  body: text('body').notNull(),
  html: text('html'),
  calendar: text('calendar'),
  kind: text('kind').$type<'email' | 'text'>().notNull().default('email'),
})

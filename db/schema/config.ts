import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { BillingPoint, StoredBilling, StoredCharge } from '../../contract/charge.ts'
import type { StoredDelivery } from '../../contract/delivery.ts'
import type { Field } from '../../contract/fields/field.ts'
import type { Clause } from '../../contract/filter.ts'
import type { FormSettings } from '../../contract/key.ts'
import type { ReferralMethod, Selection } from '../../contract/lead-type.ts'
import type { FcaStatus } from '../../contract/partner.ts'
import type { Preferences } from '../../contract/preferences.ts'
import type { ReturnPolicy } from '../../contract/return-policy.ts'
import type { Schedule } from '../../contract/schedule.ts'
import type { NewPoint, StageKind } from '../../contract/stage.ts'

/** The tables of what a broker sets up. The truth is db/migrations; a test compares the two. */

export const broker = sqliteTable('broker', {
  id: integer('id').primaryKey(),
  version: integer('version').notNull(),
  name: text('name').notNull(),
  zone: text('zone').notNull(),
  currency: text('currency').notNull(),
  notifyEmail: text('notify_email').notNull(),
})

/** F1: what was never set is not in `settings`; its default is in contract/preferences.ts. */
export const preferences = sqliteTable('preferences', {
  id: integer('id').primaryKey(),
  version: integer('version').notNull(),
  settings: text('settings', { mode: 'json' }).$type<Partial<Preferences>>().notNull(),
})

export const leadGroups = sqliteTable('lead_groups', {
  id: integer('id').primaryKey(),
  version: integer('version').notNull(),
  name: text('name').notNull(),
  fields: text('fields', { mode: 'json' }).$type<Field[]>().notNull(),
  archivedAt: integer('archived_at'),
  introducersMayRefer: integer('introducers_may_refer', { mode: 'boolean' }).notNull().default(false),
})

export const leadTypes = sqliteTable('lead_types', {
  id: integer('id').primaryKey(),
  version: integer('version').notNull(),
  leadGroupId: integer('lead_group_id').notNull(),
  name: text('name').notNull(),
  description: text('description').notNull(),
  fields: text('fields', { mode: 'json' }).$type<Field[]>().notNull(),
  referralMethod: text('referral_method').$type<ReferralMethod>(),
  defaultPrice: integer('default_price').notNull(),
  scope: integer('scope').notNull(),
  requireFca: integer('require_fca', { mode: 'boolean' }).notNull(),
  archivedAt: integer('archived_at'),
  selection: text('selection').$type<Selection>().notNull().default('longest_wait'),
  selfService: integer('self_service', { mode: 'boolean' }).notNull().default(true),
  holdHours: integer('hold_hours').notNull().default(72),
  requireConsent: integer('require_consent', { mode: 'boolean' }).notNull().default(false),
  billingPoint: text('billing_point').$type<BillingPoint>().notNull().default('accepted'),
  charges: text('charges', { mode: 'json' }).$type<StoredCharge[]>().notNull().default([]),
  nationalPrice: integer('national_price'),
  billingDays: integer('billing_days').notNull().default(90),
  returnPolicy: text('return_policy', { mode: 'json' }).$type<ReturnPolicy>(),
  rerouteRefused: integer('reroute_refused', { mode: 'boolean' }),
})

export const partners = sqliteTable('partners', {
  id: integer('id').primaryKey(),
  version: integer('version').notNull(),
  name: text('name').notNull(),
  description: text('description').notNull(),
  reference: text('reference').notNull(),
  status: text('status').$type<'pending' | 'active' | 'suspended' | 'closed'>().notNull(),
  isHouse: integer('is_house', { mode: 'boolean' }).notNull(),
  buys: integer('buys', { mode: 'boolean' }).notNull(),
  introduces: integer('introduces', { mode: 'boolean' }).notNull(),
  online: integer('online', { mode: 'boolean' }).notNull(),
  contactEmail: text('contact_email'),
  fcaNumber: text('fca_number'),
  transferNumber: text('transfer_number'),
  zone: text('zone').notNull(),
  schedule: text('schedule', { mode: 'json' }).$type<Schedule>(),
  openFrom: integer('open_from').notNull(),
  openUntil: integer('open_until').notNull(),
  dailyLimit: integer('daily_limit').notNull(),
  monthlyLimit: integer('monthly_limit').notNull(),
  creditLimit: integer('credit_limit').notNull(),
  creditUnlimited: integer('credit_unlimited', { mode: 'boolean' }).notNull(),
  delivery: text('delivery', { mode: 'json' }).$type<StoredDelivery>().notNull(),
  failures: integer('failures').notNull().default(0),
  failingSince: integer('failing_since'),
  breakerUntil: integer('breaker_until').notNull().default(0),
  repeatDays: integer('repeat_days').notNull().default(0),
  queueUntilOpen: integer('queue_until_open', { mode: 'boolean' }).notNull().default(false),
  fcaStatus: text('fca_status').$type<FcaStatus>().notNull().default('unverified'),
  fcaCheckedAt: integer('fca_checked_at'),
  contactName: text('contact_name').notNull().default(''),
  phone: text('phone').notNull().default(''),
  website: text('website').notNull().default(''),
  address: text('address').notNull().default(''),
  mobile: text('mobile'),
  lowFundsThreshold: integer('low_funds_threshold'),
  lowFundsText: integer('low_funds_text', { mode: 'boolean' }).notNull().default(false),
  vatBps: integer('vat_bps'),
})

export const setups = sqliteTable('setups', {
  id: integer('id').primaryKey(),
  version: integer('version').notNull(),
  partnerId: integer('partner_id').notNull(),
  leadTypeId: integer('lead_type_id').notNull(),
  active: integer('active', { mode: 'boolean' }).notNull(),
  price: integer('price'),
  priority: integer('priority').notNull(),
  dailyLimit: integer('daily_limit').notNull(),
  monthlyLimit: integer('monthly_limit').notNull(),
  weight: integer('weight').notNull().default(1),
  filters: text('filters', { mode: 'json' }).$type<Clause[]>().notNull().default([]),
  billing: text('billing', { mode: 'json' }).$type<StoredBilling>(),
  acceptMinutes: integer('accept_minutes').notNull().default(0),
})

export const setupPlaces = sqliteTable('setup_places', {
  setupId: integer('setup_id').notNull(),
  place: integer('place').notNull(),
})

/** F67. Version 0 is a stage as it was shipped. */
export const stages = sqliteTable('stages', {
  id: integer('id').primaryKey(),
  version: integer('version').notNull(),
  label: text('label').notNull(),
  kind: text('kind').$type<StageKind>().notNull(),
  point: text('point').$type<NewPoint>(),
  position: integer('position').notNull(),
  archivedAt: integer('archived_at'),
})

export const accessKeys = sqliteTable('access_keys', {
  id: integer('id').primaryKey(),
  version: integer('version').notNull(),
  kind: text('kind').$type<'admin' | 'partner' | 'form'>().notNull(),
  name: text('name').notNull(),
  prefix: text('prefix').notNull(),
  hash: text('hash').notNull(),
  partnerId: integer('partner_id'),
  leadTypeId: integer('lead_type_id'),
  origins: text('origins', { mode: 'json' }).$type<string[]>().notNull(),
  form: text('form', { mode: 'json' }).$type<FormSettings>(),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at'),
  revokedAt: integer('revoked_at'),
  lastUsedAt: integer('last_used_at'),
})

import * as v from 'valibot'
import { billingPoints, chargesSchema } from './charge.ts'
import { fieldListSchema } from './fields/field-list.ts'
import { numberedId } from './id.ts'
import { unsignedMoneySchema } from './money.ts'
import { flagText, pageQuery } from './page.ts'
import { returnPolicySchema } from './return-policy.ts'
import { paragraphs, requiredLine } from './text.ts'
import { expectedVersion, versionSchema } from './version.ts'
import { warningSchema } from './warning.ts'

/** How a lead of a type reaches partners (F15-F18). A type without one is not referable (F14). */
export const referralMethods = ['immediate', 'manual', 'appointment', 'transfer'] as const

export type ReferralMethod = (typeof referralMethods)[number]

/** Who comes next inside a priority band (D2.2). */
export const selections = ['longest_wait', 'weighted', 'price'] as const

export type Selection = (typeof selections)[number]

const settings = {
  name: requiredLine(120),
  /** What a partner reads when it chooses its lead types. */
  description: paragraphs(2000),
  /** Its own fields; a lead has its group's fields before them. */
  fields: fieldListSchema,
  referralMethod: v.nullable(v.picklist(referralMethods)),
  /** What a partner is charged unless its setup says otherwise (F19). Without VAT. */
  defaultPrice: unsignedMoneySchema,
  /** To how many partners one lead may go (F21). 1 is exclusive. */
  scope: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)),
  /** Leads of this type go only to partners whose FCA number is known (F10). */
  requireFca: v.boolean(),
  selection: v.picklist(selections),
  /** Partners may choose this type themselves (F22). */
  selfService: v.boolean(),
  /** How long a lead that nobody takes is held before a person has to look (D21). 0: not at all. At most 90 days. */
  holdHours: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2160)),
  /** Leads of this type are shared only when the person agreed to it (D1.23). */
  requireConsent: v.boolean(),
  /** When the price is charged (F39). */
  billingPoint: v.picklist(billingPoints),
  /** What is charged beside the price, and when (F39). Replaced as a whole. */
  charges: chargesSchema,
  /** What a setup with all areas pays that follows the default (F39); null: the default. */
  nationalPrice: v.nullable(unsignedMoneySchema),
  /** How many days after a referral its later points may still be charged (ENGINE 2). */
  billingDays: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(730)),
  /** When and how a buyer may return a lead of this type (D6); null: as the preferences say. */
  returnPolicy: v.nullable(returnPolicySchema),
  /** A lead that a partner refuses goes on to the next by itself (D5); null: as the preferences say. */
  rerouteRefused: v.nullable(v.boolean()),
}

/** A new lead type: a sub-product of its group. Not referable and free unless told. */
export const newLeadTypeSchema = v.strictObject({
  leadGroupId: numberedId('leadGroup'),
  name: settings.name,
  description: v.optional(settings.description, ''),
  fields: v.optional(settings.fields, []),
  referralMethod: v.optional(settings.referralMethod, null),
  defaultPrice: v.optional(settings.defaultPrice),
  scope: v.optional(settings.scope, 1),
  requireFca: v.optional(settings.requireFca, false),
  selection: v.optional(settings.selection, 'longest_wait'),
  selfService: v.optional(settings.selfService, true),
  holdHours: v.optional(settings.holdHours, 72),
  requireConsent: v.optional(settings.requireConsent, false),
  billingPoint: v.optional(settings.billingPoint, 'accepted'),
  charges: v.optional(settings.charges, []),
  nationalPrice: v.optional(settings.nationalPrice, null),
  billingDays: v.optional(settings.billingDays, 90),
  returnPolicy: v.optional(settings.returnPolicy, null),
  rerouteRefused: v.optional(settings.rerouteRefused, null),
})

export type NewLeadType = v.InferOutput<typeof newLeadTypeSchema>

/** What can be changed of a lead type; it stays in its group. */
export const leadTypeChangesSchema = v.strictObject({
  ...expectedVersion,
  ...v.partial(v.strictObject(settings)).entries,
})

export type LeadTypeChanges = v.InferOutput<typeof leadTypeChangesSchema>

export const leadTypeSchema = v.strictObject({
  id: v.string(),
  version: versionSchema,
  leadGroupId: v.string(),
  ...settings,
  archivedAt: v.nullable(v.string()),
  warnings: v.array(warningSchema),
})

export type LeadType = v.InferOutput<typeof leadTypeSchema>

/** What can be copied from one lead type to others (F23): how it is referred, not what it is called or asks. */
export const copyableSettings = [
  'referralMethod',
  'defaultPrice',
  'scope',
  'requireFca',
  'selection',
  'selfService',
  'holdHours',
  'requireConsent',
  'billingPoint',
  'charges',
  'nationalPrice',
  'billingDays',
  'returnPolicy',
  'rerouteRefused',
] as const

const copyableSetting = v.picklist(copyableSettings)

/** Copies settings to other lead types; all that can be copied unless told. */
export const copySettingsSchema = v.strictObject({
  to: v.pipe(v.array(numberedId('leadType')), v.minLength(1), v.maxLength(100)),
  settings: v.optional(v.pipe(v.array(copyableSetting), v.minLength(1)), [...copyableSettings]),
})

export type CopySettings = v.InferOutput<typeof copySettingsSchema>

/** A lead type that settings were copied to: which of them it did not have already, and what they bring with them. */
export const copiedSettingsSchema = v.strictObject({
  leadTypeId: v.string(),
  name: v.string(),
  version: versionSchema,
  changed: v.array(copyableSetting),
  warnings: v.array(warningSchema),
})

export type CopiedSettings = v.InferOutput<typeof copiedSettingsSchema>

export const settingsCopiedSchema = v.strictObject({ items: v.array(copiedSettingsSchema) })

export type SettingsCopied = v.InferOutput<typeof settingsCopiedSchema>

/** Which lead types to list. */
export const leadTypeQuery = {
  ...pageQuery,
  leadGroupId: v.optional(numberedId('leadGroup')),
  archived: v.optional(flagText),
}

export type LeadTypeQuery = v.InferOutput<v.StrictObjectSchema<typeof leadTypeQuery, undefined>>

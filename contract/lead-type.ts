import * as v from 'valibot'
import { fieldListSchema } from './fields/field-list.ts'
import { numberedId } from './id.ts'
import { unsignedMoneySchema } from './money.ts'
import { flagText, pageQuery } from './page.ts'
import { paragraphs, requiredLine } from './text.ts'
import { expectedVersion, versionSchema } from './version.ts'

/** How a lead of a type reaches partners (F15, F16). A type without one is not referable (F14). */
export const referralMethods = ['immediate', 'manual'] as const

export type ReferralMethod = (typeof referralMethods)[number]

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
})

export type LeadType = v.InferOutput<typeof leadTypeSchema>

/** Which lead types to list. */
export const leadTypeQuery = {
  ...pageQuery,
  leadGroupId: v.optional(numberedId('leadGroup')),
  archived: v.optional(flagText),
}

export type LeadTypeQuery = v.InferOutput<v.StrictObjectSchema<typeof leadTypeQuery, undefined>>

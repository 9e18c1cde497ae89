import * as v from 'valibot'
import { fieldListSchema } from './fields/field-list.ts'
import { flagText, pageQuery } from './page.ts'
import { requiredLine } from './text.ts'
import { expectedVersion, versionSchema } from './version.ts'

const name = requiredLine(120)

/** Introducers may hand in leads of this group (F8); the preference introducersAnyGroup overrides it (F9). */
const introducersMayRefer = v.boolean()

/** A new lead group: a product family, and the fields that all its lead types share (F14). */
export const newLeadGroupSchema = v.strictObject({
  name,
  fields: v.optional(fieldListSchema, []),
  introducersMayRefer: v.optional(introducersMayRefer, false),
})

export type NewLeadGroup = v.InferOutput<typeof newLeadGroupSchema>

export const leadGroupChangesSchema = v.strictObject({
  ...expectedVersion,
  name: v.optional(name),
  fields: v.optional(fieldListSchema),
  introducersMayRefer: v.optional(introducersMayRefer),
})

export type LeadGroupChanges = v.InferOutput<typeof leadGroupChangesSchema>

export const leadGroupSchema = v.strictObject({
  id: v.string(),
  version: versionSchema,
  name,
  fields: fieldListSchema,
  introducersMayRefer,
  archivedAt: v.nullable(v.string()),
})

export type LeadGroup = v.InferOutput<typeof leadGroupSchema>

/** Which lead groups to list. */
export const leadGroupQuery = { ...pageQuery, archived: v.optional(flagText) }

export type LeadGroupQuery = v.InferOutput<v.StrictObjectSchema<typeof leadGroupQuery, undefined>>

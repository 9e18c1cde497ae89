import * as v from 'valibot'
import { billingPoints } from './charge.ts'
import { filtersSchema } from './filter.ts'
import { numberedId } from './id.ts'
import { referralMethods } from './lead-type.ts'
import { unsignedMoneySchema } from './money.ts'
import { pageQuery } from './page.ts'
import { leadLimit } from './partner.ts'
import { newSetupSchema, setupChangesSchema, setupSchema } from './setup.ts'
import { expectedVersion, versionSchema } from './version.ts'
import { warningSchema } from './warning.ts'

const made = newSetupSchema.entries
const { active, dailyLimit, monthlyLimit, filters, allAreas, places } = setupChangesSchema.entries

/**
 * What a partner says of a lead type that it wants itself (F6, F22). Its price follows the lead type; price, priority,
 * weight, billing and the time to accept are the broker's.
 */
export const newOwnSetupSchema = v.strictObject({
  leadTypeId: made.leadTypeId,
  active: made.active,
  dailyLimit: made.dailyLimit,
  monthlyLimit: made.monthlyLimit,
  filters: made.filters,
  allAreas: made.allAreas,
  places: made.places,
})

export type NewOwnSetup = v.InferOutput<typeof newOwnSetupSchema>

export const ownSetupChangesSchema = v.strictObject({
  ...expectedVersion,
  active,
  dailyLimit,
  monthlyLimit,
  filters,
  allAreas,
  places,
})

export type OwnSetupChanges = v.InferOutput<typeof ownSetupChangesSchema>

/**
 * What is charged, and when. `amount` is fixed; `varies` says that something is added for each lead, which is known when
 * the lead is referred. How it is worked out is not told: that would tell what the broker paid for the lead.
 */
const chargeToPartner = v.strictObject({
  point: v.picklist(billingPoints),
  amount: v.nullable(unsignedMoneySchema),
  varies: v.boolean(),
})

const priced = {
  /** What a lead costs it, without VAT. */
  price: unsignedMoneySchema,
  /** When the price is charged. */
  billingPoint: v.picklist(billingPoints),
  /** What is charged beside the price. */
  charges: v.array(chargeToPartner),
}

const view = {
  id: v.string(),
  version: versionSchema,
  leadType: v.strictObject({ id: v.string(), name: v.string() }),
  /** Whether it may change this itself (F6, F22). */
  open: v.boolean(),
  active: v.boolean(),
  ...priced,
  dailyLimit: leadLimit,
  monthlyLimit: leadLimit,
  filters: filtersSchema,
  acceptMinutes: v.number(),
  allAreas: v.boolean(),
  warnings: v.array(warningSchema),
}

/** A setup as its partner sees it: without its rank among others. */
export const ownSetupSchema = v.strictObject({ ...view, places: setupSchema.entries.places })

export type OwnSetup = v.InferOutput<typeof ownSetupSchema>

export const listedOwnSetupSchema = v.strictObject({ ...view, placeCount: v.number() })

export type ListedOwnSetup = v.InferOutput<typeof listedOwnSetupSchema>

/** A lead type as it is offered to a partner (F22, F40). */
export const offeredLeadTypeSchema = v.strictObject({
  id: v.string(),
  name: v.string(),
  leadGroup: v.strictObject({ id: v.string(), name: v.string() }),
  description: v.string(),
  method: v.nullable(v.picklist(referralMethods)),
  ...priced,
  /** What a lead costs whoever takes all areas; null: the same. */
  nationalPrice: v.nullable(unsignedMoneySchema),
  requireFca: v.boolean(),
  /** What a lead of this type says: what filters can ask for. */
  fields: v.array(
    v.strictObject({
      name: v.string(),
      label: v.string(),
      kind: v.string(),
      /** What can be chosen; null where it is typed. */
      options: v.nullable(v.array(v.strictObject({ value: v.string(), label: v.string() }))),
    }),
  ),
  /** Whether it may choose this type itself, and change what it chose (F6, F22). */
  open: v.boolean(),
  /** Its own setup, if it has one. */
  setup: v.nullable(v.string()),
})

export type OfferedLeadType = v.InferOutput<typeof offeredLeadTypeSchema>

export const ownSetupQuery = { ...pageQuery, leadType: v.optional(numberedId('leadType')) }

export type OwnSetupQuery = v.InferOutput<v.StrictObjectSchema<typeof ownSetupQuery, undefined>>

import * as v from 'valibot'
import { billingSchema } from './charge.ts'
import { filtersSchema } from './filter.ts'
import { numberedId } from './id.ts'
import { unsignedMoneySchema } from './money.ts'
import { pageQuery } from './page.ts'
import { leadLimit } from './partner.ts'
import { expectedVersion, versionSchema } from './version.ts'
import { warningSchema } from './warning.ts'

/** More than all districts of the country. */
export const mostPlaces = 3000

const settings = {
  active: v.boolean(),
  /** Without VAT. null follows the lead type's default, also when that changes later (F20). */
  price: v.nullable(unsignedMoneySchema),
  /** Higher gets leads first; equals take turns (F53, D2). */
  priority: v.pipe(v.number(), v.integer(), v.minValue(-100), v.maxValue(100)),
  /** Beside the partner's own limits: both must pass (F33). 0 is no limit. */
  dailyLimit: leadLimit,
  monthlyLimit: leadLimit,
  /** Its share of the leads where the type's selection is weighted (D2). */
  weight: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)),
  /** What a lead must say to be wanted (D1.21): all of them hold. */
  filters: filtersSchema,
  /** When its price is charged and what else is (F39); null: as the lead type says. Replaced as a whole. */
  billing: v.nullable(billingSchema),
  /** How many minutes the partner has to accept a lead by hand before it goes to the next (D6); 0: it need not. */
  acceptMinutes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(43_200)),
  allAreas: v.boolean(),
  /** Areas and districts, such as NW or NW1; never both an area and one of its districts (F38). */
  places: v.pipe(v.array(v.pipe(v.string(), v.trim(), v.toUpperCase(), v.maxLength(8))), v.maxLength(mostPlaces)),
}

/** What a partner buys of one lead type: where, at what price, how much and how urgently (F38). An active one has places. */
export const newSetupSchema = v.strictObject({
  partnerId: numberedId('partner'),
  leadTypeId: numberedId('leadType'),
  active: v.optional(settings.active, true),
  price: v.optional(settings.price, null),
  priority: v.optional(settings.priority, 0),
  dailyLimit: v.optional(settings.dailyLimit, 0),
  monthlyLimit: v.optional(settings.monthlyLimit, 0),
  weight: v.optional(settings.weight, 1),
  filters: v.optional(settings.filters, []),
  billing: v.optional(settings.billing, null),
  acceptMinutes: v.optional(settings.acceptMinutes, 0),
  allAreas: v.optional(settings.allAreas, false),
  places: v.optional(settings.places, []),
})

export type NewSetup = v.InferOutput<typeof newSetupSchema>

/**
 * What can be changed of a setup; it stays with its partner and lead type. `allAreas: true` drops the places that it
 * had, and places that are given end all areas, so that either can be sent alone.
 */
export const setupChangesSchema = v.strictObject({
  ...expectedVersion,
  ...v.partial(v.strictObject(settings)).entries,
})

export type SetupChanges = v.InferOutput<typeof setupChangesSchema>

const { places, ...exceptPlaces } = settings

const view = {
  id: v.string(),
  version: versionSchema,
  partnerId: v.string(),
  leadTypeId: v.string(),
  ...exceptPlaces,
  /**
   * Its price as it is now: its own; otherwise the lead type's national price where it has all areas, or the default.
   * What is charged beside it is in `billing`, or in the lead type's `charges`.
   */
  effectivePrice: unsignedMoneySchema,
  warnings: v.array(warningSchema),
}

export const setupSchema = v.strictObject({ ...view, places })

export type Setup = v.InferOutput<typeof setupSchema>

/** A setup in a list: how many places it has, not which. */
export const listedSetupSchema = v.strictObject({ ...view, placeCount: v.number() })

export type ListedSetup = v.InferOutput<typeof listedSetupSchema>

/** Which setups to list. */
export const setupQuery = {
  ...pageQuery,
  partnerId: v.optional(numberedId('partner')),
  leadTypeId: v.optional(numberedId('leadType')),
}

export type SetupQuery = v.InferOutput<v.StrictObjectSchema<typeof setupQuery, undefined>>

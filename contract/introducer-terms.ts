import * as v from 'valibot'
import { billingPoints } from './charge.ts'
import { numberedId } from './id.ts'
import { unsignedMoneySchema } from './money.ts'
import { flagText, pageQuery } from './page.ts'
import { expectedVersion, versionSchema } from './version.ts'

/** A share, in hundredths of a percent, of what a lead's buyers are charged at one billing point (F39). */
export const valueShareSchema = v.strictObject({
  point: v.picklist(billingPoints),
  valueBps: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)),
})

export type ValueShare = v.InferOutput<typeof valueShareSchema>

const settings = {
  /** For each lead, when the first buyer has accepted it. Without VAT. */
  amount: unsignedMoneySchema,
  /** Of what each of its buyers is charged, at one or several points. Replaced as a whole. */
  shares: v.pipe(
    v.array(valueShareSchema),
    v.maxLength(billingPoints.length),
    v.check((shares) => new Set(shares.map(({ point }) => point)).size === shares.length, 'A point is given twice.'),
  ),
}

/** What an introducer is owed for its leads: of one type, or of every type that has no terms of its own. */
export const newIntroducerTermsSchema = v.strictObject({
  partnerId: numberedId('partner'),
  leadTypeId: v.optional(v.nullable(numberedId('leadType')), null),
  /** Nothing unless told: terms of nothing for one type are an exception from those for every type. */
  amount: v.optional(settings.amount),
  shares: v.optional(settings.shares, []),
})

export type NewIntroducerTerms = v.InferOutput<typeof newIntroducerTermsSchema>

/** What can be changed of terms; leads that came in before keep what they came in with. */
export const introducerTermsChangesSchema = v.strictObject({
  ...expectedVersion,
  ...v.partial(v.strictObject(settings)).entries,
})

export type IntroducerTermsChanges = v.InferOutput<typeof introducerTermsChangesSchema>

export const introducerTermsSchema = v.strictObject({
  id: v.string(),
  version: versionSchema,
  partnerId: v.string(),
  /** null: of every type without terms of its own. */
  leadTypeId: v.nullable(v.string()),
  ...settings,
  archivedAt: v.nullable(v.string()),
})

export type IntroducerTerms = v.InferOutput<typeof introducerTermsSchema>

/** Which terms to list. */
export const introducerTermsQuery = {
  ...pageQuery,
  partnerId: v.optional(numberedId('partner')),
  archived: v.optional(flagText),
}

export type IntroducerTermsQuery = v.InferOutput<v.StrictObjectSchema<typeof introducerTermsQuery, undefined>>

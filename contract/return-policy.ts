import * as v from 'valibot'
import { idText } from './id.ts'
import { returnReasons } from './return-reason.ts'
import { paragraphs } from './text.ts'

/** What a return may have to bring: words, links to https pages, a reference such as a call's number, or any of these. */
export const evidenceKinds = ['text', 'link', 'reference', 'any'] as const

export type EvidenceKind = (typeof evidenceKinds)[number]

const hours = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8784))

/** Hundredths of a percent, as every share in Baton: 1000 is 10 %. */
const rateBps = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000))

const distinct = <Entry extends v.GenericSchema<string, string>>(entry: Entry) =>
  v.pipe(
    v.array(entry),
    v.check((list) => new Set(list).size === list.length, 'One is given twice.'),
  )

const reason = v.picklist(returnReasons)

/**
 * When and how a buyer may return a referral (D6): the broker's own in the preferences, and a lead type's in its place.
 * Replaced as a whole. Rates are those of worker/domain/returns/rate.ts.
 */
export const returnPolicySchema = v.strictObject({
  /** How long after its delivery it may be returned, to the millisecond. 0: not at all. */
  windowHours: v.optional(hours, 168),
  reasons: v.optional(distinct(reason), [...returnReasons]),
  /** Each of these must be brought. */
  evidence: v.optional(distinct(v.picklist(evidenceKinds)), []),
  /** What exactly, in words for the buyer. */
  evidenceNote: v.optional(paragraphs(500), ''),
  /** Approved at once while it is this young and the buyer's rate is no higher than this; null: a person decides each. */
  autoApprove: v.optional(v.nullable(v.strictObject({ withinHours: hours, maxRateBps: rateBps })), null),
  /** A buyer whose rate has reached this returns nothing more; null: no limit. */
  maxRateBps: v.optional(v.nullable(rateBps), null),
  /** The introducer is not paid for what comes back, nor for the lead itself where nobody else has accepted it. */
  reverseIntroducer: v.optional(v.boolean(), false),
  /** A lead that is younger than this goes on to the next partner; 0: none does. */
  rerouteHours: v.optional(hours, 72),
  /** A lead that comes back for one of these goes to nobody else, however young. */
  finalReasons: v.optional(distinct(reason), ['no_consent', 'under_age']),
  /** What the buyer is sent when its return is decided, in place of the standard notice. A template of the kind `return`. */
  templateId: v.optional(v.nullable(idText('template')), null),
})

export type ReturnPolicy = v.InferOutput<typeof returnPolicySchema>

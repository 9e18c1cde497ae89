import * as v from 'valibot'
import { eligibilityCodes, failureSchema, leadFailureSchema } from './eligibility.ts'
import { leadIdSchema, numberedId } from './id.ts'
import { flagText, pageQuery } from './page.ts'
import { instantSchema } from './time.ts'

/** What the Partner Eligibility Report may be asked for (F43, F44); with neither lead nor type, for every lead type. */
export const eligibilityQuery = {
  ...pageQuery,
  lead: v.optional(leadIdSchema),
  leadType: v.optional(numberedId('leadType')),
  partner: v.optional(numberedId('partner')),
  at: v.optional(v.pipe(instantSchema, v.description('As it was at this instant. Now unless told.'))),
  eligible: v.optional(v.pipe(flagText, v.description('Only those that are, or only those that are not.'))),
  code: v.optional(v.pipe(v.picklist(eligibilityCodes), v.description('Only those that fail this criterion.'))),
}

const named = v.strictObject({ id: v.string(), name: v.string() })

/** One partner and one lead type, with every criterion that it fails. */
export const reportLineSchema = v.strictObject({
  partner: named,
  leadType: named,
  setup: v.nullable(v.string()),
  eligible: v.boolean(),
  priceMinor: v.number(),
  /** Where the setup takes leads, and by which of its places it takes this one. */
  location: v.strictObject({
    allAreas: v.boolean(),
    placeCount: v.number(),
    outward: v.nullable(v.string()),
    coveredBy: v.array(v.string()),
  }),
  failures: v.array(failureSchema),
})

export type ReportLine = v.InferOutput<typeof reportLineSchema>

export const reportSchema = v.strictObject({
  at: v.string(),
  /** False where something of that moment could not be reconstructed; `notKnown` says what. */
  exact: v.boolean(),
  notKnown: v.array(v.string()),
  /** The lead, with what keeps it from everybody whoever the partner is; null without one. */
  lead: v.nullable(
    v.strictObject({
      id: v.string(),
      outward: v.nullable(v.string()),
      failures: v.array(leadFailureSchema),
    }),
  ),
  items: v.array(reportLineSchema),
  nextCursor: v.nullable(v.string()),
})

export type Report = v.InferOutput<typeof reportSchema>

import * as v from 'valibot'

/** The criteria's codes (D1), in the order in which they are shown. */
export const eligibilityCodes = [
  'TYPE_NOT_REFERABLE',
  'NOT_ACTIVE',
  'NOT_BUYER',
  'OWN_INTRODUCTION',
  'TYPE_NOT_SELECTED',
  'NO_LOCATIONS_SET',
  'LOCATION_UNKNOWN',
  'LOCATION_NO_MATCH',
  'FCA_REQUIRED',
  'OFFLINE',
  'OUTSIDE_SCHEDULE',
  'DAILY_LIMIT',
  'MONTHLY_LIMIT',
  'TYPE_DAILY_LIMIT',
  'TYPE_MONTHLY_LIMIT',
  'NO_CREDIT',
  'NO_DELIVERY',
  'NO_TRANSFER_NUMBER',
  'ALREADY_REFERRED',
  'DUPLICATE_FOR_PARTNER',
  'FILTER',
  'SUPPRESSED',
  'NO_CONSENT',
] as const

export type EligibilityCode = (typeof eligibilityCodes)[number]

/** Why a lead goes to nobody at all now, whoever the partner is (D1). Never overridden. */
export const leadCodes = [
  'SCOPE_REACHED',
  'LEAD_CLOSED',
  'LEAD_TEST',
  'APPOINTMENT_REQUIRED',
  'APPOINTMENT_IN_PAST',
] as const

export type LeadCode = (typeof leadCodes)[number]

/** One criterion that a partner fails for a lead, with the values that were compared (C1, F43). */
export const failureSchema = v.strictObject({
  code: v.picklist(eligibilityCodes),
  /** The criterion in words: "Under the daily limit". */
  title: v.string(),
  values: v.record(v.string(), v.nullable(v.union([v.string(), v.number(), v.boolean()]))),
})

export type Failure = v.InferOutput<typeof failureSchema>

/** One lead-level criterion that a lead fails, with the values that were compared. */
export const leadFailureSchema = v.strictObject({ ...failureSchema.entries, code: v.picklist(leadCodes) })

export type LeadFailure = v.InferOutput<typeof leadFailureSchema>

import * as v from 'valibot'
import { eligibilityCodes, leadCodes } from './eligibility.ts'
import { numberedId } from './id.ts'
import { instantSchema } from './time.ts'

export const fairnessQuery = {
  leadType: numberedId('leadType'),
  from: v.optional(v.pipe(instantSchema, v.description('From this instant on; 30 days before `to` unless told.'))),
  to: v.optional(v.pipe(instantSchema, v.description('Until before this instant; now unless told.'))),
}

/** Numbers about others are told of so many distinct ones at least (C7), so that none of them can be recognised. */
export const fewestOthers = 5

/** What a partner got of the leads of a type, and why it missed the others (C7). Never anything of another partner. */
export const fairnessSchema = v.strictObject({
  partner: v.strictObject({ id: v.string(), name: v.string() }),
  leadType: v.strictObject({ id: v.string(), name: v.string() }),
  from: v.string(),
  to: v.string(),
  /** Leads of the type that came in; with `eligible`, `outranked` and `share` null where too few others take part. */
  leads: v.nullable(v.number()),
  eligible: v.nullable(v.number()),
  won: v.number(),
  outranked: v.nullable(v.number()),
  /** Its part of all referrals of these leads, 0 to 1; null also where there were none. */
  share: v.nullable(v.number()),
  /** By what it missed leads; a lead that it failed several criteria for counts once for each. */
  missed: v.array(v.strictObject({ code: v.picklist([...eligibilityCodes, ...leadCodes]), leads: v.number() })),
  /** The other partners that were referred leads of this type; null where they are fewer than five. */
  others: v.nullable(v.strictObject({ partners: v.number(), averageShare: v.number() })),
  /** What is not told, and why; null: nothing is withheld. */
  withheld: v.nullable(v.string()),
  exact: v.boolean(),
  notKnown: v.array(v.string()),
})

export type Fairness = v.InferOutput<typeof fairnessSchema>

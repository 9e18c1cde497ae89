import * as v from 'valibot'
import { failureSchema } from './eligibility.ts'
import { leadLocations } from './lead.ts'

const named = v.strictObject({ id: v.string(), name: v.string() })

/** What became of a partner in a decision. */
export const fates = ['referred', 'outranked', 'failed', 'refused', 'turn-taken'] as const

/** One partner in a decision: what was found then, why in plain English, and whether the same is found again today. */
export const decidedPartnerSchema = v.strictObject({
  /** With its name of then. */
  partner: named,
  setup: v.nullable(v.string()),
  fate: v.picklist(fates),
  because: v.string(),
  arm: v.nullable(v.string()),
  priority: v.nullable(v.number()),
  waitedSince: v.nullable(v.string()),
  position: v.nullable(v.number()),
  priceMinor: v.number(),
  failures: v.array(failureSchema),
  versions: v.nullable(v.strictObject({ partner: v.number(), setup: v.nullable(v.number()) })),
})

/** Whether the same functions, run on the facts as they are reconstructed, decide the same. */
export const replaySchema = v.strictObject({
  same: v.boolean(),
  exact: v.boolean(),
  notKnown: v.array(v.string()),
  differences: v.array(v.string()),
})

/** One decision about a lead, as it was. */
export const decisionStepSchema = v.strictObject({
  version: v.number(),
  at: v.string(),
  event: v.string(),
  actor: v.string(),
  because: v.string(),
  location: v.nullable(v.picklist(leadLocations)),
  method: v.nullable(v.string()),
  scope: v.number(),
  wanted: v.number(),
  /** The settings that all were judged by. */
  versions: v.strictObject({ leadType: v.number(), group: v.number(), preferences: v.number() }),
  /** By which lots each slot drew its arm, and in proportion to what (D2.2). */
  lots: v.array(v.number()),
  ready: v.array(v.strictObject({ arm: v.string(), band: v.number(), ready: v.number() })),
  override: v.nullable(v.strictObject({ codes: v.array(v.string()), reason: v.string() })),
  reason: v.nullable(v.string()),
  considered: v.array(decidedPartnerSchema),
  more: v.number(),
  /** Partners that were not looked at: parked, or behind those that were. */
  notConsidered: v.array(decidedPartnerSchema),
  refusals: v.array(v.strictObject({ partner: named, because: v.string() })),
  replayed: replaySchema,
})

export const decisionSchema = v.strictObject({
  lead: v.strictObject({
    id: v.string(),
    leadType: named,
    receivedAt: v.string(),
    outward: v.nullable(v.string()),
    location: v.picklist(leadLocations),
  }),
  decisions: v.array(decisionStepSchema),
})

export type Decision = v.InferOutput<typeof decisionSchema>
export type DecisionStep = v.InferOutput<typeof decisionStepSchema>
export type DecidedPartner = v.InferOutput<typeof decidedPartnerSchema>

import * as v from 'valibot'
import { eligibilityCodes } from './eligibility.ts'
import { numberedId } from './id.ts'
import { leadTypeChangesSchema } from './lead-type.ts'
import { moneySchema } from './money.ts'
import { partnerChangesSchema } from './partner.ts'
import { preferencesChangesSchema } from './preferences.ts'
import { newSetupSchema, setupChangesSchema } from './setup.ts'
import { instantSchema } from './time.ts'

/** How many leads one simulation routes anew. */
export const mostSimulated = 10_000

const several = <Item extends v.GenericSchema>(item: Item) => v.optional(v.pipe(v.array(item), v.maxLength(50)), [])

const changesOf = <Changes extends v.GenericSchema>(id: ReturnType<typeof numberedId>, changes: Changes) =>
  several(v.strictObject({ id, changes }))

/**
 * The settings to try: changes by id, in the very shapes in which they would be sent to change the settings themselves,
 * and setups that are not there yet.
 */
const proposalSchema = v.strictObject({
  partners: changesOf(numberedId('partner'), partnerChangesSchema),
  setups: changesOf(numberedId('setup'), setupChangesSchema),
  newSetups: several(newSetupSchema),
  leadTypes: changesOf(numberedId('leadType'), leadTypeChangesSchema),
  preferences: v.optional(preferencesChangesSchema, {}),
})

export type Proposal = v.InferOutput<typeof proposalSchema>

/**
 * Which leads to route anew, and under which settings (C2): the last so many (1,000 unless told), or those of a window
 * of time, which ends now unless told.
 */
export const newSimulationSchema = v.strictObject({
  leadTypeId: v.optional(numberedId('leadType')),
  last: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostSimulated))),
  from: v.optional(instantSchema),
  until: v.optional(instantSchema),
  proposal: v.optional(proposalSchema, {}),
})

export type NewSimulation = v.InferOutput<typeof newSimulationSchema>

/** Leads and what they charge. */
export const simulatedShareSchema = v.strictObject({ leads: v.number(), money: moneySchema })

/** Why a lead found nobody: a criterion of D1, or nobody wants such leads there at all. */
export const unservedCodes = [...eligibilityCodes, 'NOBODY_THERE'] as const

/** What one future comes to. */
export const simulatedOutcomeSchema = v.strictObject({
  /** Leads that somebody got. */
  served: v.number(),
  /** Leads that nobody took while they were held. */
  unserved: v.number(),
  /** How many of those each reason kept from somebody; one lead may have several. Most first. */
  unservedBecause: v.array(v.strictObject({ code: v.picklist(unservedCodes), leads: v.number() })),
  /** Leads of a type that is referred by hand: what a person did with them stays as it was. */
  leftToPerson: v.number(),
  /** Referrals and what they charge. */
  referrals: simulatedShareSchema,
})

/** What changes for one partner. */
export const simulatedPartnerSchema = v.strictObject({
  partner: v.strictObject({ id: v.string(), name: v.string() }),
  baseline: simulatedShareSchema,
  proposed: simulatedShareSchema,
  actual: simulatedShareSchema,
  /** What it has only under the settings to try: leads, and money that leads bring more. */
  gained: simulatedShareSchema,
  /** What it has only under the present settings. */
  lost: simulatedShareSchema,
})

export const simulationSchema = v.strictObject({
  /** The leads: how many, and when the first and the last of them came; null when there are none. */
  leads: v.strictObject({ count: v.number(), from: v.nullable(v.string()), until: v.nullable(v.string()) }),
  /** The present settings, by the same rules. */
  baseline: simulatedOutcomeSchema,
  /** The settings to try. */
  proposed: simulatedOutcomeSchema,
  /** What really happened. */
  actual: v.strictObject({ served: v.number(), referrals: simulatedShareSchema }),
  /** Those for whom something changes first; at most 500. */
  partners: v.array(simulatedPartnerSchema),
  /** For how many partners something changes. */
  partnersChanged: v.number(),
  /** How many more partners have leads, and are left out of the list. */
  more: v.number(),
})

export type Simulation = v.InferOutput<typeof simulationSchema>

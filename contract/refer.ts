import * as v from 'valibot'
import { newAppointmentSchema } from './appointment.ts'
import { eligibilityCodes, failureSchema, leadFailureSchema } from './eligibility.ts'
import { numberedId } from './id.ts'
import { referralViewSchema } from './lead.ts'
import { moneySchema } from './money.ts'
import { pageQuery } from './page.ts'
import { paragraphs } from './text.ts'

/** How a lead may be referred by hand (F16 to F18); by itself it goes `immediate`. */
export const handMethods = ['manual', 'appointment', 'transfer'] as const

/** Refers a lead by hand (F42). */
export const referSchema = v.strictObject({
  /** Absent: whoever is next in the queue. */
  partnerId: v.optional(numberedId('partner')),
  /** Absent: as its lead type says; a lead that would go by itself goes `manual`. */
  method: v.optional(v.picklist(handMethods)),
  appointment: v.optional(newAppointmentSchema),
  /** Criteria that are to be overridden (D1); each must be one that can be. Needs a partner and a reason. */
  override: v.optional(v.pipe(v.array(v.picklist(eligibilityCodes)), v.maxLength(eligibilityCodes.length)), []),
  reason: v.optional(paragraphs(300), ''),
})

export type Refer = v.InferOutput<typeof referSchema>

/** A referral that was just made. */
export const referredSchema = v.strictObject({
  ...referralViewSchema.entries,
  /** For a telephone transfer: the number to dial now, E.164 (F18, F35). null otherwise. */
  transferNumber: v.nullable(v.string()),
})

export type Referred = v.InferOutput<typeof referredSchema>

/** How much of a limit is used; a limit of 0 is none. */
export const capSchema = v.strictObject({ used: v.number(), limit: v.number() })

/** One partner as *Refer* lists it (F66). */
export const candidateSchema = v.strictObject({
  partner: v.strictObject({ id: v.string(), name: v.string() }),
  setup: v.nullable(v.string()),
  eligible: v.boolean(),
  /** What it would be charged. */
  price: moneySchema,
  /** What it may still spend, its credit limit included; null: unlimited. */
  remainingCredit: v.nullable(moneySchema),
  /** Leads that it had in its current day and month, of all types and of this one. */
  caps: v.strictObject({ today: capSchema, thisMonth: capSchema, typeToday: capSchema, typeThisMonth: capSchema }),
  transferNumber: v.nullable(v.string()),
  failures: v.array(
    v.strictObject({
      ...failureSchema.entries,
      /** What to mend. */
      advice: v.string(),
      overridable: v.boolean(),
    }),
  ),
  /** True when everything that it fails can be overridden. */
  overridable: v.boolean(),
})

export type Candidate = v.InferOutput<typeof candidateSchema>

/** A page of candidates, and what the lead itself is short of. */
export const candidatesSchema = v.strictObject({
  items: v.array(candidateSchema),
  nextCursor: v.nullable(v.string()),
  /** Why the lead can go to nobody now; empty when it can. */
  leadFailures: v.array(leadFailureSchema),
})

export const candidatesQuery = { ...pageQuery, method: v.optional(v.picklist(handMethods)) }

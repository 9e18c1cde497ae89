import * as v from 'valibot'
import { moneySchema } from './money.ts'
import { referralStates } from './referral.ts'
import { line } from './text.ts'

/** Why money is turned back or a lead is called back. It stays on the statements that it concerns. */
const reason = v.pipe(line(300), v.minLength(3, 'Say why, in a few words.'))

export const reversalSchema = v.strictObject({ reason })

export const unreferSchema = v.strictObject({
  reason,
  /** Whether the lead goes on to the next partner. Otherwise it waits for a person where nobody else has it. */
  reroute: v.optional(v.boolean(), false),
})

/** What was turned back of one referral; zeros where there was nothing left to turn back. */
export const reversedReferralSchema = v.strictObject({
  referralId: v.string(),
  partner: v.strictObject({ id: v.string(), name: v.string() }),
  state: v.picklist(referralStates),
  /** Charged before, and with the partner again. */
  refunded: moneySchema,
  /** Held before, and free again; nothing more is charged for this referral. */
  released: moneySchema,
})

export type ReversedReferral = v.InferOutput<typeof reversedReferralSchema>

export const reversedIntroducerSchema = v.strictObject({
  leadId: v.string(),
  /** null: nobody introduced it. */
  introducer: v.nullable(v.strictObject({ id: v.string(), name: v.string() })),
  /** What it is not owed any more. */
  reversed: moneySchema,
})

export type ReversedIntroducer = v.InferOutput<typeof reversedIntroducerSchema>

export const reversedLeadSchema = v.strictObject({
  leadId: v.string(),
  referrals: v.array(reversedReferralSchema),
  introducer: reversedIntroducerSchema,
})

export type ReversedLead = v.InferOutput<typeof reversedLeadSchema>

/** A referral that was called back (F47): no money moved back. */
export const unreferredSchema = v.strictObject({
  ...reversedReferralSchema.entries,
  /** What stays charged. */
  kept: moneySchema,
  rerouted: v.boolean(),
})

export type Unreferred = v.InferOutput<typeof unreferredSchema>

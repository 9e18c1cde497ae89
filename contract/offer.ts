import * as v from 'valibot'
import { moneySchema } from './money.ts'

/**
 * A lead as it is offered to a partner that must accept it first (D6): enough to say yes or no by, and nothing that tells
 * who the person is.
 */
export const offerSchema = v.strictObject({
  /** `ref_…`: the referral that it becomes. */
  id: v.string(),
  leadType: v.strictObject({ id: v.string(), name: v.string() }),
  method: v.string(),
  /** Area and district, widest first; empty when they are not known. */
  places: v.array(v.string()),
  receivedAt: v.string(),
  offeredAt: v.string(),
  /** Until before this instant. */
  acceptBy: v.string(),
  price: moneySchema,
  /** When the person expects the partner; where, it learns with the lead. */
  appointment: v.nullable(v.strictObject({ startsAt: v.string(), endsAt: v.string() })),
  /** Answers that were picked from what the broker wrote, and amounts: nothing that the person typed. */
  answers: v.array(v.strictObject({ name: v.string(), label: v.string(), text: v.string() })),
})

export type Offer = v.InferOutput<typeof offerSchema>

export const declineSchema = v.strictObject({
  reason: v.pipe(v.string(), v.trim(), v.minLength(3, 'Say why, in a few words.'), v.maxLength(300)),
})

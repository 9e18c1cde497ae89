import * as v from 'valibot'
import { outcomes } from './delivery.ts'
import { numberedId } from './id.ts'
import { trySchema } from './lead.ts'
import { pageQuery } from './page.ts'
import { instantSchema, instantText } from './time.ts'

/** What the delivery log may be narrowed down to. Together they all must hold. */
export const deliveryLogQuery = {
  ...pageQuery,
  partner: v.optional(numberedId('partner')),
  leadType: v.optional(numberedId('leadType')),
  outcome: v.optional(v.picklist(outcomes)),
  since: v.optional(v.pipe(instantSchema, v.description('Tries from this instant on.'))),
  until: v.optional(v.pipe(instantSchema, v.description('Tries until before this instant.'))),
}

/** One try in the delivery log: whose it was, and what came of it. */
export const loggedTrySchema = v.strictObject({
  referral: v.string(),
  leadId: v.string(),
  partner: v.strictObject({ id: v.string(), name: v.string() }),
  leadType: v.strictObject({ id: v.string(), name: v.string() }),
  ...trySchema.entries,
})

export type LoggedTry = v.InferOutput<typeof loggedTrySchema>

/** States of which a referral may be delivered again (F48). */
export const redeliverableStates = ['accepted', 'unknown', 'delivered'] as const

export type RedeliverableState = (typeof redeliverableStates)[number]

/** Which referrals of a partner are sent again: those that were referred to it in a time, oldest first. */
export const redeliverRangeSchema = v.pipe(
  v.strictObject({
    partnerId: numberedId('partner'),
    leadTypeId: v.optional(v.nullable(numberedId('leadType')), null),
    since: instantSchema,
    until: v.pipe(
      instantText,
      v.examples(['2026-03-29T03:30:00.000Z']),
      v.transform((text) => Date.parse(text)),
    ),
    states: v.optional(v.pipe(v.array(v.picklist(redeliverableStates)), v.minLength(1)), [...redeliverableStates]),
    /** How many are sent in a minute, so that the partner's server is not flooded. */
    perMinute: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60)), 10),
    cursor: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(200))), null),
  }),
  v.forward(
    v.check(({ since, until }) => since < until, 'It ends before it begins.'),
    ['until'],
  ),
)

export type RedeliverRange = v.InferOutput<typeof redeliverRangeSchema>

/** Every referral of the range that was looked at, and what becomes of it. */
export const redeliveriesSchema = v.strictObject({
  queued: v.number(),
  items: v.array(
    v.strictObject({
      referral: v.string(),
      leadId: v.string(),
      state: v.picklist(redeliverableStates),
      /** `on-its-way`: its first delivery, or a redelivery, is not over yet. */
      result: v.picklist(['queued', 'on-its-way']),
      /** When it is sent; null: not by this. */
      sendAt: v.nullable(v.string()),
    }),
  ),
  /** Where to go on: give it with the same range. */
  nextCursor: v.nullable(v.string()),
})

export type Redeliveries = v.InferOutput<typeof redeliveriesSchema>

import * as v from 'valibot'
import { outcomes } from './delivery.ts'
import { numberedId } from './id.ts'

/** A test of a partner's delivery has an id of its own, which is also the reference that the partner gets. */
export const deliveryTestIdSchema = v.pipe(
  v.string(),
  v.regex(
    /^tst_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    'Expected the id of a delivery test (tst_…).',
  ),
)

export const newDeliveryTestSchema = v.strictObject({
  /** The made-up lead's type; null: the first that the partner buys. */
  leadTypeId: v.optional(v.nullable(numberedId('leadType')), null),
})

export type NewDeliveryTest = v.InferOutput<typeof newDeliveryTestSchema>

/** What one way of a test came to. Request, answer and reason are kept for 30 days. */
const triedSchema = v.strictObject({
  via: v.nullable(v.picklist(['internet', 'email'])),
  outcome: v.picklist(outcomes),
  because: v.nullable(v.string()),
  /** The partner's own words for it. */
  reason: v.nullable(v.string()),
  remoteId: v.nullable(v.string()),
  reached: v.boolean(),
  tookMs: v.number(),
  /** As it was sent, without the partner's secrets. */
  request: v.unknown(),
  /** As it came, at most 64 KB. */
  answer: v.unknown(),
})

export type TriedWay = v.InferOutput<typeof triedSchema>

/** A test lead on its way, or what came of it: by each way that the partner has. */
export const deliveryTestSchema = v.strictObject({
  id: v.string(),
  partnerId: v.string(),
  /** null: there was no lead type to take an example from. */
  leadTypeId: v.nullable(v.string()),
  askedAt: v.string(),
  /** null: it is still on its way. */
  sentAt: v.nullable(v.string()),
  attempts: v.array(triedSchema),
})

export type DeliveryTest = v.InferOutput<typeof deliveryTestSchema>

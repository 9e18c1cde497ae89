import * as v from 'valibot'
import { deliverySchema } from './delivery.ts'
import { leadIdSchema, numberedId } from './id.ts'
import { warningSchema } from './warning.ts'

/** What to show a delivery of: a lead, or a made-up one; by the settings that are saved, or by others. */
export const deliveryPreviewSchema = v.strictObject({
  /** A lead. Partners: one that they have. null: a made-up one. */
  leadId: v.optional(v.nullable(leadIdSchema), null),
  /** The made-up lead's type; null: the first that the partner buys. */
  leadTypeId: v.optional(v.nullable(numberedId('leadType')), null),
  /** Settings to try; they are checked as if they were saved. null: the saved ones. */
  delivery: v.optional(v.nullable(deliverySchema), null),
})

export type DeliveryPreview = v.InferOutput<typeof deliveryPreviewSchema>

/** A request as it is sent, without the partner's secrets. */
export const shownRequestSchema = v.strictObject({
  method: v.literal('POST'),
  url: v.string(),
  headers: v.record(v.string(), v.string()),
  body: v.string(),
})

/** A message as it is sent. */
export const shownMailSchema = v.strictObject({
  to: v.array(v.string()),
  subject: v.string(),
  text: v.string(),
  html: v.nullable(v.string()),
})

/** What would leave, to the byte; null where a way is not set. */
export const previewedDeliverySchema = v.strictObject({
  internet: v.nullable(shownRequestSchema),
  email: v.nullable(shownMailSchema),
  warnings: v.array(warningSchema),
})

export type PreviewedDelivery = v.InferOutput<typeof previewedDeliverySchema>

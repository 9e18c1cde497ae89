import * as v from 'valibot'
import { unsignedMoneySchema } from './money.ts'

/** What a partner may do itself here, as the broker's preferences stand (F2-F4, F6, F59, F63). */
export const ownRightsSchema = v.strictObject({
  pause: v.boolean(),
  /** Where LEADS ON and LEADS OFF go by text; null: nowhere. */
  textNumber: v.nullable(v.string()),
  /** A PIN has to follow LEADS ON; the broker tells it. */
  textPin: v.boolean(),
  giveFcaNumber: v.boolean(),
  chooseLeadTypes: v.boolean(),
  /** What may be paid in by PayPal at once, VAT included; null: nothing. */
  payIn: v.nullable(
    v.strictObject({
      minimum: unsignedMoneySchema,
      maximum: unsignedMoneySchema,
      suggested: v.array(unsignedMoneySchema),
    }),
  ),
})

export type OwnRights = v.InferOutput<typeof ownRightsSchema>

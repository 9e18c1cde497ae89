import * as v from 'valibot'
import { amountMinor, unsignedMoneySchema } from './money.ts'

/** When a charge is added (F39, D6), in the order in which a referral comes to them. */
export const billingPoints = ['accepted', 'qualified', 'converted'] as const

export type BillingPoint = (typeof billingPoints)[number]

const costBps = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000))

/** A further amount beside the price: fixed, a share of what the lead cost in hundredths of a percent, or both. */
export const chargeSchema = v.pipe(
  v.strictObject({
    point: v.picklist(billingPoints),
    amount: v.optional(v.nullable(unsignedMoneySchema), null),
    costBps: v.optional(costBps, 0),
  }),
  v.check(
    ({ amount, costBps: bps }) => (amount?.amount ?? 0) > 0 || bps > 0,
    'Give an amount, a share of the cost, or both.',
  ),
)

export type Charge = v.InferOutput<typeof chargeSchema>

export const chargesSchema = v.pipe(v.array(chargeSchema), v.maxLength(10))

/** When a setup's price is charged, and what else is, where it differs from its lead type. */
export const billingSchema = v.strictObject({
  point: v.picklist(billingPoints),
  charges: v.optional(chargesSchema, []),
})

export type Billing = v.InferOutput<typeof billingSchema>

/** Charges as settings keep them: in minor units of the broker's currency. */
export interface StoredCharge {
  point: BillingPoint
  amountMinor: number
  costBps: number
}

export interface StoredBilling {
  point: BillingPoint
  charges: StoredCharge[]
}

/** What one point charges for one referral, as it was when it was referred. */
export const frozenChargeSchema = v.strictObject({ point: v.picklist(billingPoints), amountMinor })

export type FrozenCharge = v.InferOutput<typeof frozenChargeSchema>

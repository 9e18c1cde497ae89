import * as v from 'valibot'
import { moneySchema } from './money.ts'
import { emailAddress, requiredLine } from './text.ts'
import { zoneSchema } from './time.ts'
import { expectedVersion, versionSchema } from './version.ts'

const settings = {
  name: requiredLine(120),
  /** The zone of everything that has none of its own. */
  zone: zoneSchema,
  /** Of every price and balance. Fixed as soon as money has moved. */
  currency: moneySchema.entries.currency,
  /** Where the house is told about what needs a person. */
  notifyEmail: emailAddress,
}

export const brokerSettingsSchema = v.strictObject(settings)

export type BrokerSettings = v.InferOutput<typeof brokerSettingsSchema>

export const brokerChangesSchema = v.strictObject({
  ...expectedVersion,
  ...v.partial(v.strictObject(settings)).entries,
})

export type BrokerChanges = v.InferOutput<typeof brokerChangesSchema>

/** The broker that this deployment serves. */
export const brokerSchema = v.strictObject({ version: versionSchema, ...settings })

export type Broker = v.InferOutput<typeof brokerSchema>

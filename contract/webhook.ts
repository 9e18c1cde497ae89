import * as v from 'valibot'
import { type AutomationEvent, automationEvents } from './automation.ts'
import { numberedId } from './id.ts'
import { flagText, pageQuery } from './page.ts'
import { requiredLine } from './text.ts'
import { expectedVersion, versionSchema } from './version.ts'

/** What a webhook hears besides what automations hear: partners and their money. */
export const houseTypes = [
  'balance.low',
  'top_up.credited',
  'return.decided',
  'partner.paused',
  'partner.resumed',
] as const

type Underscored<Text extends string> = Text extends `${infer Head}-${infer Tail}`
  ? `${Head}_${Underscored<Tail>}`
  : Text

/** The type of a message, as Standard Webhooks spells it (D13): letters, digits, `_` and dots. */
export type WebhookType = Underscored<AutomationEvent> | (typeof houseTypes)[number]

/** `lead.stage-changed` is sent as `lead.stage_changed`. */
export const webhookType = <Event extends AutomationEvent>(event: Event): Underscored<Event> =>
  event.replaceAll('-', '_') as Underscored<Event>

/** Everything that the broker's webhooks may listen to. */
export const webhookTypes: readonly WebhookType[] = [...automationEvents.map(webhookType), ...houseTypes]

/** What is about one partner: all that a partner's own webhook may listen to. Leads as such are the broker's affair. */
export const partnerWebhookTypes: readonly WebhookType[] = webhookTypes.filter(
  (type) => type === 'lead.referred' || !type.startsWith('lead.'),
)

/** Sent only when somebody asks: a test, a step of an automation. */
export const askedTypes = ['webhook.test', 'automation.step'] as const

/** How a message is written. worker/domain/webhooks/formats.ts has a file for each. */
export const webhookFormatIds = ['standard', 'flg'] as const

export type WebhookFormatId = (typeof webhookFormatIds)[number]

const settings = {
  name: requiredLine(120),
  url: v.pipe(v.string(), v.trim(), v.maxLength(2048), v.url('Expected an address that starts with https://.')),
  format: v.picklist(webhookFormatIds),
  types: v.pipe(
    v.array(v.picklist(webhookTypes)),
    v.maxLength(100),
    v.check((types) => new Set(types).size === types.length, 'This is given twice.'),
  ),
  /** Messages carry what the lead answered; to a partner only about leads that it has accepted. */
  personData: v.boolean(),
  active: v.boolean(),
}

export const newWebhookSchema = v.strictObject({
  name: settings.name,
  url: settings.url,
  /** Whose it is; null is the broker's. A partner makes its own, whether it says so or not. */
  partnerId: v.optional(v.nullable(numberedId('partner')), null),
  format: v.optional(settings.format, 'standard'),
  types: settings.types,
  personData: v.optional(settings.personData, false),
  active: v.optional(settings.active, true),
})

export type NewWebhook = v.InferOutput<typeof newWebhookSchema>

/** It stays with whose it is. Switched on again, its server is taken for well. */
export const webhookChangesSchema = v.strictObject({
  ...expectedVersion,
  ...v.partial(v.strictObject(settings)).entries,
})

export type WebhookChanges = v.InferOutput<typeof webhookChangesSchema>

export const webhookSchema = v.strictObject({
  id: v.string(),
  version: versionSchema,
  partnerId: v.nullable(v.string()),
  ...settings,
  /** Why the house switched it off: it said 410, or failed for five days. */
  disabledBecause: v.nullable(v.picklist(['GONE', 'FAILING'])),
  /** Until when the secret before this one signs too. */
  oldSecretUntil: v.nullable(v.string()),
  health: v.strictObject({
    failures: v.number(),
    failingSince: v.nullable(v.string()),
    pausedUntil: v.nullable(v.string()),
  }),
  createdAt: v.string(),
  archivedAt: v.nullable(v.string()),
})

export type Webhook = v.InferOutput<typeof webhookSchema>

/** The answer that carries a secret: the only one. */
export const webhookSecretSchema = v.strictObject({
  webhook: webhookSchema,
  /** `whsec_…`; null in a dry run and when the request is replayed. */
  secret: v.nullable(v.string()),
  note: v.string(),
})

export type WebhookSecret = v.InferOutput<typeof webhookSecretSchema>

/** For how long the old secret goes on signing beside the new one. */
export const rotationSchema = v.strictObject({
  overlapHours: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(168)), 24),
})

export const webhookQuery = {
  ...pageQuery,
  partnerId: v.optional(numberedId('partner')),
  archived: v.optional(flagText),
}

export type WebhookQuery = v.InferOutput<v.StrictObjectSchema<typeof webhookQuery, undefined>>

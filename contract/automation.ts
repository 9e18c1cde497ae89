import * as v from 'valibot'
import { filtersSchema } from './filter.ts'
import { idText, numberedId, numberedPrefixes } from './id.ts'
import { flagText, pageQuery } from './page.ts'
import { stageKinds } from './stage.ts'
import { emailAddress, requiredLine } from './text.ts'
import { expectedVersion, versionSchema } from './version.ts'

/** What an automation may listen to (F61). Whoever lets it happen announces it in the commit of its cause. */
export const automationEvents = [
  'lead.captured',
  'lead.referred',
  'lead.held',
  'lead.unreferred',
  'lead.stage-changed',
  'lead.closed',
  'referral.accepted',
  'referral.declined',
  'referral.lapsed',
  'referral.delivered',
  'referral.rejected',
  'referral.failed',
  'referral.qualified',
  'referral.converted',
  'referral.invalidated',
  'referral.returned',
  'return.requested',
  'appointment.booked',
  'appointment.rebooked',
  'appointment.cancelled',
] as const

export type AutomationEvent = (typeof automationEvents)[number]

const unique = <Entry extends v.GenericSchema<unknown, string>>(entry: Entry, most: number) =>
  v.pipe(
    v.array(entry),
    v.maxLength(most),
    v.check((entries) => new Set(entries).size === entries.length, 'This is given twice.'),
  )

/** A kind of stage, or one of the broker's own: `won`, `stg_6`. */
const stageText = v.pipe(
  v.string(),
  v.regex(
    new RegExp(`^(${stageKinds.join('|')}|${numberedPrefixes.stage}_[1-9][0-9]{0,8})$`),
    `Expected ${stageKinds.join(', ')}, or a stage such as stg_4.`,
  ),
)

/** What must hold of the lead when the event happens: every part, and an empty part always does. */
export const conditionSchema = v.strictObject({
  /** Typed clauses over the lead type's own fields, so they need a lead type. */
  filters: v.optional(filtersSchema, []),
  stages: v.optional(unique(stageText, 50), []),
  introducers: v.optional(unique(idText('partner'), 100), []),
  channels: v.optional(unique(requiredLine(20), 20), []),
})

export type Condition = v.InferOutput<typeof conditionSchema>

export const waitUnits = ['minutes', 'hours', 'days'] as const

/**
 * How long a step waits for its turn. Minutes and hours are what a stopwatch counts; days are calendar days, at the same
 * time on the broker's clock. `workingDay`: the next time that a clock shows this from Monday to Friday.
 */
export const waitSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('after'),
    count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
    unit: v.picklist(waitUnits),
  }),
  v.strictObject({
    kind: v.literal('workingDay'),
    time: v.pipe(v.string(), v.regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'Expected a time such as 09:00.')),
  }),
])

export type Wait = v.InferOutput<typeof waitSchema>

/** Whom an e-mail may go to: whoever has the lead, whoever introduced it, the broker. Never the person behind it. */
export const mailRecipients = ['partners', 'introducer', 'broker'] as const

/** Whom a text may go to: the mobile of whoever has the lead, or introduced it. Never the person behind it. */
export const textRecipients = ['partners', 'introducer'] as const

const phoneText = v.pipe(v.string(), v.regex(/^\+[1-9][0-9]{6,14}$/, 'Expected a number such as +447700900123.'))

/** What an automation may do. worker/operations/automations/actions.ts has a file for each. */
export const actionSchema = v.variant('kind', [
  /** Without a partner it is routed: to whoever is next, for each open slot. */
  v.strictObject({ kind: v.literal('refer'), partnerId: v.optional(v.nullable(idText('partner')), null) }),
  v.strictObject({
    kind: v.literal('email'),
    templateId: idText('template'),
    to: v.optional(unique(v.picklist(mailRecipients), mailRecipients.length), []),
    addresses: v.optional(unique(emailAddress, 20), []),
  }),
  v.strictObject({ kind: v.literal('set-stage'), stage: stageText }),
  /** `text` is written like a template. */
  v.strictObject({
    kind: v.literal('sms'),
    text: v.pipe(
      v.string(),
      v.trim(),
      v.minLength(1, 'This must not be empty.'),
      v.maxLength(480),
      v.regex(/^[\n\P{Cc}]*$/u, 'Expected text without control characters.'),
    ),
    to: v.optional(unique(v.picklist(textRecipients), textRecipients.length), []),
    numbers: v.optional(unique(phoneText, 20), []),
  }),
  /** To a webhook of the broker's, which need not listen to anything. */
  v.strictObject({ kind: v.literal('webhook'), webhookId: idText('webhook') }),
])

export type ActionSettings = v.InferOutput<typeof actionSchema>

export type ActionKind = ActionSettings['kind']

export const stepSchema = v.strictObject({ wait: v.optional(v.nullable(waitSchema), null), action: actionSchema })

export type Step = v.InferOutput<typeof stepSchema>

const settings = {
  name: requiredLine(120),
  /** null: started by hand only. */
  event: v.nullable(v.picklist(automationEvents)),
  condition: conditionSchema,
  /** One step without a wait is a lead action; more make a workflow (F61). */
  steps: v.pipe(v.array(stepSchema), v.minLength(1, 'Give at least one step.'), v.maxLength(20)),
  /** What follows when a step cannot be done. */
  onFailure: v.picklist(['stop', 'continue']),
  active: v.boolean(),
}

export const newAutomationSchema = v.strictObject({
  name: settings.name,
  event: v.optional(settings.event, null),
  leadTypeId: v.optional(v.nullable(numberedId('leadType')), null),
  condition: v.optional(settings.condition, {}),
  steps: settings.steps,
  onFailure: v.optional(settings.onFailure, 'stop'),
  active: v.optional(settings.active, true),
})

export type NewAutomation = v.InferOutput<typeof newAutomationSchema>

export const automationChangesSchema = v.strictObject({
  ...expectedVersion,
  ...v.partial(v.strictObject(settings)).entries,
  leadTypeId: v.optional(v.nullable(numberedId('leadType'))),
})

export type AutomationChanges = v.InferOutput<typeof automationChangesSchema>

export const automationSchema = v.strictObject({
  id: v.string(),
  version: versionSchema,
  name: settings.name,
  event: settings.event,
  leadTypeId: v.nullable(v.string()),
  condition: settings.condition,
  steps: settings.steps,
  onFailure: settings.onFailure,
  active: settings.active,
  archivedAt: v.nullable(v.string()),
})

export type Automation = v.InferOutput<typeof automationSchema>

export const automationQuery = { ...pageQuery, archived: v.optional(flagText) }

export type AutomationQuery = v.InferOutput<v.StrictObjectSchema<typeof automationQuery, undefined>>

import * as v from 'valibot'
import { dedupeSchema } from './dedupe.ts'
import { emailAddress } from './text.ts'

const settings = {
  /** Partners may enter their FCA number themselves (F2). */
  partnersProvideFca: v.boolean(),
  /** Partners may pause and resume themselves (F3). Turning it off leaves who is paused paused. */
  partnersPause: v.boolean(),
  /** The same by text message, whatever F3 says (F4). Takes effect with text messages. */
  partnersPauseByText: v.boolean(),
  /** Strangers may sign up as buyers (F5). Takes effect with the portal. */
  buyerSignUp: v.boolean(),
  /** Buyers may change their lead types and places, where the lead type allows it too (F6, F22). With the portal. */
  buyersChangeSettings: v.boolean(),
  /** Introducers have forms of their own (F7). Off: none is made, and those that are there stop. */
  captureTool: v.boolean(),
  /** Introducers may hand leads in to every active lead group, whatever the group says (F9). */
  introducersAnyGroup: v.boolean(),
  /** Who is told about what partners do; the broker's own address when empty (F12, F65). */
  notifyEmails: v.pipe(v.array(emailAddress), v.maxLength(20)),
  /** An FCA number that the register was not seen to know keeps leads away like a missing one (F10). */
  blockUnverifiedFca: v.boolean(),
  /** An introducer may be referred its own leads (D1.4). */
  allowOwnIntroduction: v.boolean(),
  /** A return gives the partner's caps back (F33). A trigger reads it too: db/migrations/0002_routing.sql. */
  returnsRestoreCap: v.boolean(),
  /** The first referral of a lead counts as a sub lead too (F21). */
  alwaysSubLead: v.boolean(),
  /** What becomes of a person who was here before (F54). Replaced as a whole. */
  dedupe: dedupeSchema,
  /** The number that partners text to, as they should type it (F59): international or a short code. */
  textNumber: v.nullable(
    v.pipe(v.string(), v.trim(), v.regex(/^\+?[0-9]{4,15}$/, 'Expected a number such as +447700900123 or 60777.')),
  ),
}

/** F1: one record for the whole tenant, read when a decision is made and never copied. Everything has a default. */
export const preferencesSchema = v.strictObject({
  partnersProvideFca: v.optional(settings.partnersProvideFca, false),
  partnersPause: v.optional(settings.partnersPause, false),
  partnersPauseByText: v.optional(settings.partnersPauseByText, false),
  buyerSignUp: v.optional(settings.buyerSignUp, false),
  buyersChangeSettings: v.optional(settings.buyersChangeSettings, true),
  captureTool: v.optional(settings.captureTool, false),
  introducersAnyGroup: v.optional(settings.introducersAnyGroup, false),
  notifyEmails: v.optional(settings.notifyEmails, []),
  blockUnverifiedFca: v.optional(settings.blockUnverifiedFca, false),
  allowOwnIntroduction: v.optional(settings.allowOwnIntroduction, false),
  returnsRestoreCap: v.optional(settings.returnsRestoreCap, false),
  alwaysSubLead: v.optional(settings.alwaysSubLead, false),
  dedupe: v.optional(settings.dedupe, {}),
  textNumber: v.optional(settings.textNumber, null),
})

export type Preferences = v.InferOutput<typeof preferencesSchema>

/** It counts the changes; 0 is the record as it was shipped. */
const version = v.pipe(v.number(), v.integer(), v.minValue(0))

export const preferencesChangesSchema = v.strictObject({
  version: v.optional(v.pipe(version, v.description('Refuse the change unless this is still the version.'))),
  ...v.partial(v.strictObject(settings)).entries,
})

export type PreferencesChanges = v.InferOutput<typeof preferencesChangesSchema>

/** The preferences as the API shows them: what was never set has its default. */
export const preferencesViewSchema = v.strictObject({ version, ...settings })

export type PreferencesView = v.InferOutput<typeof preferencesViewSchema>

import * as v from 'valibot'
import { dedupeSchema } from './dedupe.ts'
import { idText } from './id.ts'
import { moneySchema } from './money.ts'
import { returnPolicySchema } from './return-policy.ts'
import { emailAddress, paragraphs } from './text.ts'
import { mostTopUpMinor } from './top-up.ts'

const topUpAmount = v.pipe(
  moneySchema,
  v.check(
    ({ amount }) => amount > 0 && amount <= mostTopUpMinor,
    'Give an amount above zero that can be paid at once.',
  ),
)

const settings = {
  /** Partners may enter their FCA number themselves (F2). */
  partnersProvideFca: v.boolean(),
  /** Partners may pause and resume themselves (F3). Turning it off leaves who is paused paused. */
  partnersPause: v.boolean(),
  /** The same by text message, LEADS ON and LEADS OFF, whatever F3 says (F4). */
  partnersPauseByText: v.boolean(),
  /** Asked for after LEADS ON, as in LEADS ON 4711 (D9): who sends a text can be forged. null: not asked for. */
  leadsOnPin: v.nullable(v.pipe(v.string(), v.regex(/^[0-9]{4,8}$/, 'Expected four to eight digits.'))),
  /** Strangers may sign up as buyers, at /signup (F5). Off: there is no such page. */
  buyerSignUp: v.boolean(),
  /** What they agree to when they do (F40). Empty: a sentence of ours. */
  signUpTerms: paragraphs(3000),
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
  /** When and how buyers may return leads (D6), where the lead type does not say. Replaced as a whole. */
  returnPolicy: returnPolicySchema,
  /** The first referral of a lead counts as a sub lead too (F21). */
  alwaysSubLead: v.boolean(),
  /** What becomes of a person who was here before (F54). Replaced as a whole. */
  dedupe: dedupeSchema,
  /** A lead that a partner refuses (rejects, has already or declines) goes on to the next by itself (D5). */
  rerouteRefused: v.boolean(),
  /** For how many minutes nothing may reach a partner before its lead goes to the next (ENGINE 5). At most a week. */
  failoverMinutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_080)),
  /** Partners pay in by PayPal: as the last step of sign-up, and later (F63). Off: the buttons and the pages are gone. */
  paypalSignUp: v.boolean(),
  paypalPortal: v.boolean(),
  /** What a partner may pay in at once, VAT included (F63). null: 10 and 10,000 of the broker's currency. */
  topUpMinimum: v.nullable(topUpAmount),
  topUpMaximum: v.nullable(topUpAmount),
  /** What the page offers, VAT included (F63). Empty: 50, 100, 250 and 500. */
  topUpSuggested: v.pipe(v.array(topUpAmount), v.maxLength(8)),
  /** The rate of VAT on payments of partners that have none of their own, in hundredths of a percent (D19). */
  vatBps: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)),
  /** What an e-mail with a lead says to partners without a template of their own (F30). null: Baton's own letter. */
  leadDeliveryTemplateId: v.nullable(idText('template')),
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
  leadsOnPin: v.optional(settings.leadsOnPin, null),
  buyerSignUp: v.optional(settings.buyerSignUp, false),
  signUpTerms: v.optional(settings.signUpTerms, ''),
  buyersChangeSettings: v.optional(settings.buyersChangeSettings, true),
  captureTool: v.optional(settings.captureTool, false),
  introducersAnyGroup: v.optional(settings.introducersAnyGroup, false),
  notifyEmails: v.optional(settings.notifyEmails, []),
  blockUnverifiedFca: v.optional(settings.blockUnverifiedFca, false),
  allowOwnIntroduction: v.optional(settings.allowOwnIntroduction, false),
  returnsRestoreCap: v.optional(settings.returnsRestoreCap, false),
  returnPolicy: v.optional(settings.returnPolicy, {}),
  alwaysSubLead: v.optional(settings.alwaysSubLead, false),
  dedupe: v.optional(settings.dedupe, {}),
  rerouteRefused: v.optional(settings.rerouteRefused, true),
  failoverMinutes: v.optional(settings.failoverMinutes, 30),
  paypalSignUp: v.optional(settings.paypalSignUp, false),
  paypalPortal: v.optional(settings.paypalPortal, false),
  topUpMinimum: v.optional(settings.topUpMinimum, null),
  topUpMaximum: v.optional(settings.topUpMaximum, null),
  topUpSuggested: v.optional(settings.topUpSuggested, []),
  vatBps: v.optional(settings.vatBps, 2000),
  leadDeliveryTemplateId: v.optional(settings.leadDeliveryTemplateId, null),
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

import * as v from 'valibot'
import { dedupeSchema } from './dedupe.ts'
import { idText } from './id.ts'
import { moneySchema } from './money.ts'
import { returnPolicySchema } from './return-policy.ts'
import { emailAddress, paragraphs } from './text.ts'
import { mostTopUpMinor } from './top-up.ts'
import { expectedSinceShipped, versionSinceShipped } from './version.ts'

const topUpAmount = v.pipe(
  moneySchema,
  v.check(
    ({ amount }) => amount > 0 && amount <= mostTopUpMinor,
    'Give an amount above zero that can be paid at once.',
  ),
)

/** What partners may do without asking (F2–F6). */
const selfService = {
  /** Partners may enter their FCA number themselves (F2). */
  partnersProvideFca: v.optional(v.boolean(), false),
  /** Partners may pause and resume themselves (F3). Turning it off leaves who is paused paused. */
  partnersPause: v.optional(v.boolean(), false),
  /** Buyers may change their lead types and places, where the lead type allows it too (F6, F22). */
  buyersChangeSettings: v.optional(v.boolean(), true),
}

/** How buyers sign themselves up (F5, F40). */
const signingUp = {
  /** Strangers may sign up as buyers, at /signup (F5). Off: there is no such page. */
  buyerSignUp: v.optional(v.boolean(), false),
  /** What they agree to when they do (F40). Empty: a sentence of ours. */
  signUpTerms: v.optional(paragraphs(3000), ''),
}

/** What introducers may do (F7, F9). */
const introducing = {
  /** Introducers have forms of their own (F7). Off: none is made, and those that are there stop. */
  captureTool: v.optional(v.boolean(), false),
  /** Introducers may hand leads in to every active lead group, whatever the group says (F9). */
  introducersAnyGroup: v.optional(v.boolean(), false),
  /** An introducer may be referred its own leads (D1.4). */
  allowOwnIntroduction: v.optional(v.boolean(), false),
}

/** Who gets a lead, who gets it next, and what comes of people who were here before. */
const referring = {
  /** An FCA number that the register was not seen to know keeps leads away like a missing one (F10). */
  blockUnverifiedFca: v.optional(v.boolean(), false),
  /** What becomes of a person who was here before (F54). Replaced as a whole. */
  dedupe: v.optional(dedupeSchema, {}),
  /** The first referral of a lead counts as a sub lead too (F21). */
  alwaysSubLead: v.optional(v.boolean(), false),
  /** A lead that a partner refuses (rejects, has already or declines) goes on to the next by itself (D5). */
  rerouteRefused: v.optional(v.boolean(), true),
  /** For how many minutes nothing may reach a partner before its lead goes to the next (ENGINE 5). At most a week. */
  failoverMinutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_080)), 30),
}

/** Which leads come back, and what that gives back (D6, F33). */
const returning = {
  /** When and how buyers may return leads (D6), where the lead type does not say. Replaced as a whole. */
  returnPolicy: v.optional(returnPolicySchema, {}),
  /** A return gives the partner's caps back (F33). A trigger reads it too: db/migrations/0002_routing.sql. */
  returnsRestoreCap: v.optional(v.boolean(), false),
}

/** What is written to whom. */
const writing = {
  /** Who is told about what partners do; the broker's own address when empty (F12, F65). */
  notifyEmails: v.optional(v.pipe(v.array(emailAddress), v.maxLength(20)), []),
  /** What an e-mail with a lead says to partners without a template of their own (F30). null: Baton's own letter. */
  leadDeliveryTemplateId: v.optional(v.nullable(idText('template')), null),
}

/** What partners do by text message (F4, F59, D9). */
const texting = {
  /** Partners may pause and resume themselves by text, LEADS ON and LEADS OFF, whatever F3 says (F4). */
  partnersPauseByText: v.optional(v.boolean(), false),
  /** Asked for after LEADS ON, as in LEADS ON 4711 (D9): who sends a text can be forged. null: not asked for. */
  leadsOnPin: v.optional(
    v.nullable(v.pipe(v.string(), v.regex(/^[0-9]{4,8}$/, 'Expected four to eight digits.'))),
    null,
  ),
  /** The number that partners text to, as they should type it (F59): international or a short code. */
  textNumber: v.optional(
    v.nullable(
      v.pipe(v.string(), v.trim(), v.regex(/^\+?[0-9]{4,15}$/, 'Expected a number such as +447700900123 or 60777.')),
    ),
    null,
  ),
}

/** How partners pay in (F63, D19). */
const payingIn = {
  /** Partners pay in by PayPal as the last step of sign-up (F63). Off: there is no such step. */
  paypalSignUp: v.optional(v.boolean(), false),
  /** Partners pay in by PayPal whenever they want (F63). Off: the buttons and the pages are gone. */
  paypalPortal: v.optional(v.boolean(), false),
  /** What a partner may pay in at once, VAT included (F63). null: 10 and 10,000 of the broker's currency. */
  topUpMinimum: v.optional(v.nullable(topUpAmount), null),
  topUpMaximum: v.optional(v.nullable(topUpAmount), null),
  /** What the page offers, VAT included (F63). Empty: 50, 100, 250 and 500. */
  topUpSuggested: v.optional(v.pipe(v.array(topUpAmount), v.maxLength(8)), []),
  /** The rate of VAT on payments of partners that have none of their own, in hundredths of a percent (D19). */
  vatBps: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)), 2000),
}

/** Each with the default that it has until somebody sets it. */
const withDefaults = {
  ...selfService,
  ...signingUp,
  ...introducing,
  ...referring,
  ...returning,
  ...writing,
  ...texting,
  ...payingIn,
}

/** F1: one record for the whole tenant, read when a decision is made and never copied. Everything has a default. */
export const preferencesSchema = v.strictObject(withDefaults)

export type Preferences = v.InferOutput<typeof preferencesSchema>

/** Without the defaults: a change holds what changes, the view everything. */
const settings = Object.fromEntries(Object.entries(withDefaults).map(([key, { wrapped }]) => [key, wrapped])) as {
  [Key in keyof typeof withDefaults]: (typeof withDefaults)[Key]['wrapped']
}

export const preferencesChangesSchema = v.strictObject({
  ...expectedSinceShipped,
  ...v.partial(v.strictObject(settings)).entries,
})

export type PreferencesChanges = v.InferOutput<typeof preferencesChangesSchema>

/** The preferences as the API shows them: what was never set has its default. */
export const preferencesViewSchema = v.strictObject({ version: versionSinceShipped, ...settings })

export type PreferencesView = v.InferOutput<typeof preferencesViewSchema>

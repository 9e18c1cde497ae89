import * as v from 'valibot'
import { deliverySchema } from './delivery.ts'
import { moneySchema, unsignedMoneySchema } from './money.ts'
import { flagText, pageQuery } from './page.ts'
import { scheduleSchema } from './schedule.ts'
import { emailAddress, line, paragraphs, requiredLine } from './text.ts'
import { zoneSchema } from './time.ts'
import { expectedVersion, versionSchema } from './version.ts'
import { warningSchema } from './warning.ts'

/** F41. Only an active partner gets leads. One that signed itself up is pending until an admin decides. */
export const partnerStatuses = ['pending', 'active', 'suspended', 'closed'] as const

export type PartnerStatus = (typeof partnerStatuses)[number]

/** How many leads in a calendar day or month of the partner's zone; 0 is no limit (F33). */
export const leadLimit = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000))

/** The FCA's firm reference number (D7): text, so that no leading zero is lost. 999999 is given to nobody. */
export const fcaNumberSchema = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^(?!999999$)[0-9]{6,7}$/, 'Expected an FCA number: six or seven digits.'),
)

/** What the FCA's register said about the number when it was asked (F10). */
export const fcaStatuses = ['unverified', 'found', 'not_found'] as const

export type FcaStatus = (typeof fcaStatuses)[number]

const settings = {
  name: requiredLine(120),
  /** For the broker's eyes only (F24). */
  description: paragraphs(2000),
  /** The broker's own reference, for its eyes only (F24). */
  reference: line(120),
  status: v.picklist(partnerStatuses),
  /** Leads are referred to it. */
  buys: v.boolean(),
  /** It introduces leads. Both may be true (F25). */
  introduces: v.boolean(),
  /** false pauses every new referral (F3). */
  online: v.boolean(),
  contactEmail: v.nullable(emailAddress),
  fcaNumber: v.nullable(fcaNumberSchema),
  /** Shown to whoever transfers a call (F35). Any spelling goes in, E.164 comes out. */
  transferNumber: v.nullable(line(40)),
  zone: zoneSchema,
  /** null: round the clock (F34). */
  schedule: v.nullable(scheduleSchema),
  dailyLimit: leadLimit,
  monthlyLimit: leadLimit,
  /** How far below zero its money may go (F26). Zero is pre-pay. */
  creditLimit: unsignedMoneySchema,
  /** No credit check at all; never implied by an empty limit (F26). */
  creditUnlimited: v.boolean(),
  /** No second lead of the same person within so many times 24 hours (D1.20). 0: no such window. */
  repeatDays: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3650)),
  /** Outside its schedule it is referred leads all the same, and gets them when it opens (F34). */
  queueUntilOpen: v.boolean(),
  /** Whom the broker talks to, and where (F40). */
  contactName: line(120),
  phone: line(40),
  website: v.pipe(
    line(300),
    v.regex(/^(https?:\/\/[^\s@]+)?$/, 'Expected an address such as https://www.example.com.'),
  ),
  address: paragraphs(500),
  /** Whom texts go to, and whose texts are listened to (F37, F59). Any spelling goes in, E.164 comes out. */
  mobile: v.nullable(line(40)),
  /** It hears when its balance comes down to this (F36). null: it does not. */
  lowFundsThreshold: v.nullable(moneySchema),
  /** By text as well (F37). */
  lowFundsText: v.boolean(),
  /** Its own rate of VAT on top-ups, in hundredths of a percent (D19); null: the broker's. 0: reverse charge. */
  vatBps: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000))),
  /** Replaced as a whole. A header's value is written once and never shown: sending ••• keeps it. */
  delivery: deliverySchema,
}

/** Every setting of a partner. */
export const partnerSettingsSchema = v.strictObject(settings)

export type PartnerSettings = v.InferOutput<typeof partnerSettingsSchema>

/** A new partner: its name is enough (F24). Made by an admin, it starts active (F58). */
export const newPartnerSchema = v.strictObject({
  name: settings.name,
  description: v.optional(settings.description, ''),
  reference: v.optional(settings.reference, ''),
  status: v.optional(settings.status, 'active'),
  buys: v.optional(settings.buys, true),
  introduces: v.optional(settings.introduces, false),
  online: v.optional(settings.online, true),
  contactEmail: v.optional(settings.contactEmail, null),
  fcaNumber: v.optional(settings.fcaNumber, null),
  transferNumber: v.optional(settings.transferNumber, null),
  /** The broker's zone unless told. */
  zone: v.optional(settings.zone),
  schedule: v.optional(settings.schedule, null),
  dailyLimit: v.optional(settings.dailyLimit, 0),
  monthlyLimit: v.optional(settings.monthlyLimit, 0),
  /** Zero of the broker's currency unless told. */
  creditLimit: v.optional(settings.creditLimit),
  creditUnlimited: v.optional(settings.creditUnlimited, false),
  repeatDays: v.optional(settings.repeatDays, 0),
  queueUntilOpen: v.optional(settings.queueUntilOpen, false),
  contactName: v.optional(settings.contactName, ''),
  phone: v.optional(settings.phone, ''),
  website: v.optional(settings.website, ''),
  address: v.optional(settings.address, ''),
  mobile: v.optional(settings.mobile, null),
  lowFundsThreshold: v.optional(settings.lowFundsThreshold, null),
  lowFundsText: v.optional(settings.lowFundsText, false),
  vatBps: v.optional(settings.vatBps, null),
  delivery: v.optional(settings.delivery, { email: null, internet: null }),
})

export type NewPartner = v.InferOutput<typeof newPartnerSchema>

export const partnerChangesSchema = v.strictObject({ ...expectedVersion, ...v.partial(partnerSettingsSchema).entries })

export type PartnerChanges = v.InferOutput<typeof partnerChangesSchema>

const { description: _description, reference: _reference, ...shownToThePartner } = settings

const view = {
  id: v.string(),
  version: versionSchema,
  ...shownToThePartner,
  fcaStatus: v.picklist(fcaStatuses),
  fcaCheckedAt: v.nullable(v.string()),
  /** How its server fares: failures in a row, and until when it gets nothing (ENGINE 5). */
  deliveryHealth: v.strictObject({
    failures: v.number(),
    failingSince: v.nullable(v.string()),
    pausedUntil: v.nullable(v.string()),
    /** Its server said that it is gone for good (410): only a change of the address or a resume starts it again. */
    stopped: v.boolean(),
  }),
}

/** A partner as it sees itself: without what the broker notes about it (F24). */
export const ownPartnerSchema = v.strictObject(view)

export type OwnPartner = v.InferOutput<typeof ownPartnerSchema>

/** A partner as the broker sees it. */
export const partnerSchema = v.strictObject({
  ...view,
  description: settings.description,
  reference: settings.reference,
  /** The broker's own company (S1): it cannot be closed. */
  isHouse: v.boolean(),
})

export type Partner = v.InferOutput<typeof partnerSchema>

/** A partner as it was just saved. */
export const savedPartnerSchema = v.strictObject({
  ...partnerSchema.entries,
  /** SHARED_NUMBER: another partner has this mobile too, so that texts from it switch neither (F59). */
  warnings: v.array(warningSchema),
})

export type SavedPartner = v.InferOutput<typeof savedPartnerSchema>

/** Which partners to list. */
export const partnerQuery = {
  ...pageQuery,
  status: v.optional(v.picklist(partnerStatuses)),
  buys: v.optional(flagText),
  introduces: v.optional(flagText),
  /** How the name begins, whatever its case. */
  search: v.optional(line(120)),
}

export type PartnerQuery = v.InferOutput<v.StrictObjectSchema<typeof partnerQuery, undefined>>

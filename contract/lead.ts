import * as v from 'valibot'
import { appointmentViewSchema } from './appointment.ts'
import { billingPoints } from './charge.ts'
import { outcomes } from './delivery.ts'
import { failureSchema } from './eligibility.ts'
import { leadIdSchema, numberedId } from './id.ts'
import { moneySchema, unsignedMoneySchema } from './money.ts'
import { referralProgresses, referralStates } from './referral.ts'
import { leadStageSchema } from './stage.ts'

/** Where a lead is (S20, D21): `held` found no partner, `pending` waits for a person, `routed` has a referral. */
export const leadLocations = ['held', 'pending', 'queue', 'assigned', 'routed', 'returned', 'closed'] as const

/** A lead as an API hands it in. The caller may make the id (a UUIDv7 as in contract/id.ts) and repeat it safely. */
export const newLeadSchema = v.strictObject({
  id: v.optional(leadIdSchema),
  leadTypeId: numberedId('leadType'),
  /** Who introduces it; a partner's own key always introduces for itself. */
  introducerId: v.optional(v.nullable(numberedId('partner')), null),
  /** What it cost, where the caller is the broker: in place of the amount of its introducer's terms (F39). */
  cost: v.optional(v.nullable(unsignedMoneySchema), null),
  /** The page that it was captured on. */
  pageUrl: v.optional(
    v.nullable(
      v.pipe(
        v.string(),
        v.maxLength(2048),
        v.regex(/^https?:\/\/[^\s@]+$/, 'Expected an address that starts with https:// or http://.'),
      ),
    ),
    null,
  ),
  /** A test: it is taken in like any other, and goes to nobody. */
  test: v.optional(v.boolean(), false),
  /** By field name, as the lead type defines them. */
  fields: v.record(v.string(), v.unknown()),
})

/** What the one who hands a lead in gets back. */
export const leadReceiptSchema = v.strictObject({
  id: v.string(),
  receivedAt: v.string(),
  location: v.picklist(leadLocations),
  /**
   * Why it was not accepted: DUPLICATE, SUPPRESSED, TEST; null when it was. Introducers read NOT_ACCEPTED for SUPPRESSED:
   * whom a person does not want to hear from is told to nobody else.
   */
  closedBecause: v.nullable(v.string()),
  /** To how many partners it went at once. */
  referrals: v.number(),
})

export type LeadReceipt = v.InferOutput<typeof leadReceiptSchema>

export const consideredSchema = v.strictObject({
  partner: v.string(),
  setup: v.string(),
  arm: v.string(),
  priceMinor: v.number(),
  band: v.number(),
  rank: v.number(),
  position: v.nullable(v.number()),
  failures: v.array(failureSchema),
  versions: v.strictObject({ partner: v.number(), setup: v.number() }),
})

export const referralViewSchema = v.strictObject({
  id: v.string(),
  leadId: v.string(),
  partner: v.strictObject({ id: v.string(), name: v.string() }),
  method: v.string(),
  state: v.picklist(referralStates),
  /** The sum of its charges: what was held for it. */
  price: moneySchema,
  /** How far its partner came with it (D6). */
  progress: v.picklist(referralProgresses),
  /** What each billing point charges; frozen when it was referred. */
  charges: v.array(v.strictObject({ point: v.picklist(billingPoints), amount: moneySchema })),
  /** Since when nothing more is charged: what was left of the hold went back. */
  releasedAt: v.nullable(v.string()),
  referredAt: v.string(),
  /** F34: the partner was closed, and gets it when it opens; null: at once. */
  deliverAfter: v.nullable(v.string()),
  /** D6: until when its partner may accept it; null: it need not, or it is decided. */
  acceptBy: v.nullable(v.string()),
  deliveredAt: v.nullable(v.string()),
  remoteId: v.nullable(v.string()),
  /** F21: its number among the referrals of its lead; null for the first, and to partners. */
  subLead: v.nullable(v.number()),
  appointment: v.nullable(appointmentViewSchema),
})

export type ReferralView = v.InferOutput<typeof referralViewSchema>

/** One thing that happened to a lead or to one of its referrals, oldest first. */
export const eventSchema = v.strictObject({
  id: v.string(),
  version: v.number(),
  event: v.string(),
  actor: v.string(),
  at: v.string(),
  data: v.unknown(),
})

export const leadSummarySchema = v.strictObject({
  id: v.string(),
  version: v.number(),
  leadType: v.strictObject({ id: v.string(), name: v.string() }),
  introducer: v.nullable(v.string()),
  channel: v.string(),
  receivedAt: v.string(),
  location: v.picklist(leadLocations),
  stage: leadStageSchema,
  postcodeQuality: v.nullable(v.string()),
  pageUrl: v.nullable(v.string()),
  fields: v.record(v.string(), v.unknown()),
  /** Why it was not accepted: DUPLICATE, SUPPRESSED, TEST; null when it was. */
  closedBecause: v.nullable(v.string()),
  /** The first lead of the same person, when this one repeats it (D11). */
  duplicateOf: v.nullable(v.string()),
  /** When it was put away; null while it is in the lists. */
  archivedAt: v.nullable(v.string()),
})

export type LeadSummary = v.InferOutput<typeof leadSummarySchema>

export const leadSchema = v.strictObject({
  ...leadSummarySchema.entries,
  /** What its introducer is owed for it when it is accepted (F39); frozen when it came in. */
  cost: moneySchema,
  /** Leads that repeat this one, newest first, fifty at most. */
  duplicates: v.array(v.string()),
  referrals: v.array(referralViewSchema),
  /** Every partner that was considered when it was last routed, with what it failed on (C1); null before. */
  trace: v.nullable(
    v.strictObject({
      at: v.string(),
      scope: v.number(),
      wanted: v.number(),
      considered: v.array(consideredSchema),
      /** How many more failed something and are left out. */
      more: v.number(),
      ready: v.array(v.strictObject({ arm: v.string(), band: v.number(), ready: v.number() })),
      versions: v.strictObject({ leadType: v.number(), group: v.number(), preferences: v.number() }),
      /** Partners that the database refused between the plan and the commit. */
      refusals: v.array(v.strictObject({ partner: v.string(), because: v.string() })),
    }),
  ),
  timeline: v.array(eventSchema),
})

/** One try at delivering a referral. `request` and `answer` are null once they are purged. */
export const trySchema = v.strictObject({
  version: v.number(),
  at: v.string(),
  attempt: v.number(),
  outcome: v.picklist(outcomes),
  because: v.nullable(v.string()),
  via: v.nullable(v.picklist(['internet', 'email'])),
  remoteId: v.nullable(v.string()),
  /** What the partner says that it pays; it changes nothing of what is charged. */
  statedPrice: v.nullable(v.strictObject({ amount: v.number(), currency: v.nullable(v.string()) })),
  tookMs: v.number(),
  /** When it is tried again; null: not by itself. */
  retryAt: v.nullable(v.string()),
  /** What the partner gave as its reason. */
  reason: v.nullable(v.string()),
  request: v.unknown(),
  answer: v.unknown(),
})

export type Try = v.InferOutput<typeof trySchema>

/** Every try at delivering a referral. */
export const triesSchema = v.strictObject({ items: v.array(trySchema) })

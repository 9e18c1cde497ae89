import * as v from 'valibot'
import { numberedId, referralIdSchema, returnIdSchema } from './id.ts'
import { moneySchema } from './money.ts'
import { pageQuery } from './page.ts'
import { fieldProblemSchema } from './problem.ts'
import { returnPolicySchema } from './return-policy.ts'
import { returnReasons } from './return-reason.ts'
import { line, paragraphs } from './text.ts'
import { instantSchema } from './time.ts'

/** A return is requested, then approved or rejected; a cleared one is as if it had never been asked for (F52). */
export const returnStates = ['requested', 'approved', 'rejected', 'cleared'] as const

export type ReturnState = (typeof returnStates)[number]

const link = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(2048),
  v.regex(/^https:\/\/[^\s@\\]+$/i, 'Expected an address that starts with https://.'),
  v.url('Expected an address that starts with https://.'),
)

const request = {
  reason: v.picklist(returnReasons),
  /** What happened, in words. Needed with the reason `other`. */
  text: v.optional(paragraphs(2000), ''),
  /** Where evidence lies: nobody of the house opens them by itself. */
  links: v.optional(v.pipe(v.array(link), v.maxLength(10)), []),
  /** A number that the evidence goes by: a call's, a ticket's. */
  reference: v.optional(line(100), ''),
  /** Admins only: whatever the policy says of window, reason, evidence and rate. */
  overridePolicy: v.optional(v.boolean(), false),
}

export const returnRequestSchema = v.strictObject(request)

export type ReturnRequest = v.InferOutput<typeof returnRequestSchema>

/** What a person says when it decides. The buyer reads the note. */
const note = paragraphs(1000)

export const approveReturnSchema = v.strictObject({
  note: v.optional(note, ''),
  /** Whether the lead goes on to the next partner; as the policy says unless told. */
  reroute: v.optional(v.boolean()),
})

export const rejectReturnSchema = v.strictObject({
  note: v.pipe(note, v.minLength(3, 'Say why, in a few words: the partner reads it.')),
})

/** Each is a commit of its own, and one request may ask so much of the database and no more (test/worker/returns/bounds.test.ts). */
const most = 20

const severalOf = <Item extends v.GenericSchema>(item: Item) =>
  v.strictObject({ items: v.pipe(v.array(item), v.minLength(1, 'Name at least one.'), v.maxLength(most)) })

export const bulkRequestSchema = severalOf(v.strictObject({ referralId: referralIdSchema, ...request }))

export type BulkRequest = v.InferOutput<typeof bulkRequestSchema>

export const bulkDecisionSchema = severalOf(
  v.variant('decision', [
    v.strictObject({ returnId: returnIdSchema, decision: v.literal('approve'), ...approveReturnSchema.entries }),
    v.strictObject({ returnId: returnIdSchema, decision: v.literal('reject'), ...rejectReturnSchema.entries }),
    v.strictObject({ returnId: returnIdSchema, decision: v.literal('clear') }),
  ]),
)

export type BulkDecision = v.InferOutput<typeof bulkDecisionSchema>

/** A return as the API shows it. What is null to partners is the broker's own business. */
export const returnSchema = v.strictObject({
  id: v.string(),
  referralId: v.string(),
  leadId: v.string(),
  partner: v.strictObject({ id: v.string(), name: v.string() }),
  leadType: v.strictObject({ id: v.string(), name: v.string() }),
  state: v.picklist(returnStates),
  reason: v.picklist(returnReasons),
  text: v.string(),
  links: v.array(v.string()),
  reference: v.string(),
  deliveredAt: v.nullable(v.string()),
  requestedAt: v.string(),
  /** null while nobody has. */
  decidedAt: v.nullable(v.string()),
  /** By the policy's own rule. */
  automatic: v.boolean(),
  note: v.string(),
  /** What came back to the buyer: null until it is approved. */
  refunded: v.nullable(moneySchema),
  /** What had been held and not charged: null until it is approved. */
  released: v.nullable(moneySchema),
  /** Who asked and who decided, as history names them; null to partners. */
  requestedBy: v.nullable(v.string()),
  decidedBy: v.nullable(v.string()),
  /** Whether the lead goes on to the next partner; null to partners. */
  rerouted: v.nullable(v.boolean()),
  /** What the introducer gives back; null to partners and while it is not approved. */
  introducerReversed: v.nullable(moneySchema),
})

export type ReturnView = v.InferOutput<typeof returnSchema>

/** What became of one entry of many: the others do not depend on it (S11). */
export const bulkResultSchema = v.strictObject({
  items: v.array(
    v.strictObject({
      /** The referral or return that was named. */
      id: v.string(),
      ok: v.boolean(),
      return: v.nullable(returnSchema),
      problem: v.nullable(
        v.strictObject({ code: v.string(), detail: v.string(), errors: v.array(fieldProblemSchema) }),
      ),
    }),
  ),
})

export type BulkResult = v.InferOutput<typeof bulkResultSchema>

export const returnsQuery = {
  ...pageQuery,
  state: v.optional(v.picklist(returnStates)),
  reason: v.optional(v.picklist(returnReasons)),
  /** Admins may name anybody; a partner sees its own only. */
  partner: v.optional(numberedId('partner')),
  leadType: v.optional(numberedId('leadType')),
  from: v.optional(v.pipe(instantSchema, v.description('Asked for from this instant on.'))),
  to: v.optional(v.pipe(instantSchema, v.description('Asked for until before this instant.'))),
}

/** How much of what a partner had in the last 30 days comes back (worker/domain/returns/rate.ts). */
export const returnRateSchema = v.strictObject({
  partner: v.strictObject({ id: v.string(), name: v.string() }),
  /** From when on it is counted: 30 times 24 hours ago. */
  since: v.string(),
  delivered: v.number(),
  /** Asked for and not rejected or cleared. */
  returned: v.number(),
  requested: v.number(),
  approved: v.number(),
  rejected: v.number(),
  /** returned of delivered, in hundredths of a percent, rounded down. */
  rateBps: v.number(),
})

export type ReturnRate = v.InferOutput<typeof returnRateSchema>

/** Whether a referral can be returned now, how, and what became of it where it was asked for. */
export const returnOptionsSchema = v.strictObject({
  referralId: v.string(),
  returnable: v.boolean(),
  /** Why not: the code and sentence that a request would be refused with; null when it can be. */
  because: v.nullable(v.strictObject({ code: v.string(), detail: v.string() })),
  /** The last instant at which it may be asked for; null while it was not delivered. */
  until: v.nullable(v.string()),
  reasons: v.array(v.strictObject({ code: v.picklist(returnReasons), label: v.string() })),
  evidence: returnPolicySchema.entries.evidence.wrapped,
  evidenceNote: v.string(),
  rateBps: v.number(),
  maxRateBps: v.nullable(v.number()),
  return: v.nullable(returnSchema),
})

export type ReturnOptions = v.InferOutput<typeof returnOptionsSchema>

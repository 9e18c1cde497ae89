import * as v from 'valibot'
import { billingPoints } from './charge.ts'
import { leadIdSchema, referralIdSchema } from './id.ts'
import { moneySchema } from './money.ts'
import { pageQuery } from './page.ts'
import { line } from './text.ts'
import { instantSchema } from './time.ts'

/** A line that a person adds to a partner's statement (F27). A negative amount takes away (adjustment only). */
export const newTransactionSchema = v.pipe(
  v.strictObject({
    kind: v.picklist(['payment', 'charge', 'refund', 'adjustment']),
    amount: v.pipe(
      moneySchema,
      v.check(({ amount }) => amount !== 0, 'A transaction of nothing has no effect: give an amount.'),
    ),
    reason: v.pipe(line(300), v.minLength(3, 'Say why, in a few words.')),
  }),
  v.forward(
    v.partialCheck(
      [['kind'], ['amount']],
      ({ kind, amount }) => kind === 'adjustment' || amount.amount >= 0,
      'Only an adjustment may be negative: a payment, charge or refund says its direction by itself.',
    ),
    ['amount'],
  ),
)

export type NewTransaction = v.InferOutput<typeof newTransactionSchema>

/** Why money moves. */
export const transferKinds = [
  'payment',
  'charge',
  'refund',
  'adjustment',
  'hold',
  'settle',
  'release',
  'commission',
  'payout',
] as const

/** Which lines of a statement to list. Together they all must hold. */
export const statementQuery = {
  ...pageQuery,
  kind: v.optional(v.picklist(transferKinds)),
  since: v.optional(v.pipe(instantSchema, v.description('From this instant on.'))),
  until: v.optional(v.pipe(instantSchema, v.description('Until before this instant.'))),
  lead: v.optional(leadIdSchema),
  referral: v.optional(referralIdSchema),
}

export type StatementQuery = v.InferOutput<v.StrictObjectSchema<typeof statementQuery, undefined>>

/** One line of a statement, with the balances after it: balance = available + held. */
export const statementLineSchema = v.strictObject({
  n: v.number(),
  id: v.string(),
  kind: v.string(),
  at: v.string(),
  note: v.nullable(v.string()),
  /** What it was for, in words and without anybody's name. */
  words: v.string(),
  /** The lead that it was for; null for what is about none. */
  leadId: v.nullable(v.string()),
  /** Its referral, where it is this partner's own. */
  referralId: v.nullable(v.string()),
  /** The type of that lead, by name. */
  leadType: v.nullable(v.string()),
  /** The billing point that was reached (D6). */
  point: v.nullable(v.picklist(billingPoints)),
  debit: v.string(),
  credit: v.string(),
  amount: moneySchema,
  balance: moneySchema,
  held: moneySchema,
  available: moneySchema,
  /** What the house owes this partner after it: for leads that it introduced. */
  payable: moneySchema,
})

export type StatementLine = v.InferOutput<typeof statementLineSchema>

export const balanceSchema = v.strictObject({
  balance: moneySchema,
  held: moneySchema,
  available: moneySchema,
  payable: moneySchema,
})

/** What was checked and what was found wrong: an empty list of findings means that the books are right (C4). */
export const verificationSchema = v.strictObject({
  ok: v.boolean(),
  transfers: v.number(),
  parties: v.number(),
  /** Sums of every account over all transfers; they add up to zero. */
  accounts: v.array(v.strictObject({ account: v.string(), sum: moneySchema })),
  findings: v.array(v.strictObject({ check: v.string(), about: v.string(), detail: v.string() })),
})

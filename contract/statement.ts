import * as v from 'valibot'
import { instantText } from './time.ts'

/** A calendar month: `2026-10`. Inside the house it is the number 202610. */
export const monthSchema = v.pipe(
  v.string(),
  v.regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Expected a month such as 2026-10.'),
  v.check((text) => /^20|^(?!\d{4}-\d\d$)/.test(text), 'Statements are of months from 2000-01 to 2099-12.'),
  v.transform((text) => Number(text.replace('-', ''))),
)

export const toMonthText = (month: number): string =>
  `${Math.floor(month / 100)}-${String(month % 100).padStart(2, '0')}`

/** Where a statement begins and ends: the line before its first, or its last, with the balances after it. */
export const markSchema = v.strictObject({
  /** The line's number; 0 before the first line there ever was. */
  n: v.number(),
  balance: v.number(),
  held: v.number(),
  payable: v.number(),
  /** The hash of everything up to that line. */
  hash: v.string(),
})

export type StatementMark = v.InferOutput<typeof markSchema>

/** What is signed. Amounts are minor units of `currency`. */
export const headSchema = v.strictObject({
  issuer: v.string(),
  partner: v.string(),
  partnerName: v.string(),
  month: v.string(),
  zone: v.string(),
  from: instantText,
  until: instantText,
  currency: v.string(),
  opening: markSchema,
  closing: markSchema,
  /** The names of the lead types that its lines are about. */
  leadTypes: v.record(v.string(), v.string()),
  madeAt: instantText,
  keyId: v.string(),
})

export type StatementHead = v.InferOutput<typeof headSchema>

/** One line, as it is hashed. */
export const lineSchema = v.strictObject({
  n: v.number(),
  id: v.string(),
  kind: v.string(),
  at: instantText,
  debit: v.string(),
  credit: v.string(),
  amount: v.number(),
  note: v.nullable(v.string()),
  leadType: v.nullable(v.string()),
  balance: v.number(),
  held: v.number(),
  payable: v.number(),
  hash: v.string(),
})

export type SignedLine = v.InferOutput<typeof lineSchema>

/** How a signed statement is written; scripts/verify-statement.mjs reads this one. */
export const statementFormat = 'baton-statement-1'

/** A month of a partner's statement that it can check without us (C4). */
export const statementDocumentSchema = v.strictObject({
  format: v.literal(statementFormat),
  head: headSchema,
  lines: v.array(lineSchema),
  /** Ed25519 over the format and the head, as base64url. */
  signature: v.string(),
})

export type StatementDocument = v.InferOutput<typeof statementDocumentSchema>

/** A signed statement in a list. */
export const statementSummarySchema = v.strictObject({
  month: v.string(),
  from: v.string(),
  until: v.string(),
  lines: v.number(),
  keyId: v.string(),
  madeAt: v.string(),
})

export type StatementSummary = v.InferOutput<typeof statementSummarySchema>

/** A page to read and to print. It needs no key, and ends. */
export const statementLinkSchema = v.strictObject({ url: v.string(), expiresAt: v.string() })

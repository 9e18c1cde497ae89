import * as v from 'valibot'
import { moneySchema } from './money.ts'
import { versionSchema } from './version.ts'

/** Where a payment was begun: PayPal is switched on for each by itself (F63). */
export const topUpEntries = ['sign_up', 'portal'] as const

export type TopUpEntry = (typeof topUpEntries)[number]

/**
 * How far a payment has come (D8). Only `paid` has moved money. What was declined, has failed or has expired is credited
 * all the same should PayPal take the money after that.
 */
export const topUpStates = ['starting', 'open', 'pending', 'paid', 'declined', 'failed', 'expired'] as const

export type TopUpState = (typeof topUpStates)[number]

/** Money that PayPal took back of a payment: refunded by the broker, or reversed by PayPal (a dispute, a chargeback). */
export interface Taking {
  /** PayPal's own id of it. */
  id: string
  kind: 'refund' | 'reversal'
  grossMinor: number
  at: number
  /** Whether it stands in the books: it waits for the payment that it belongs to. */
  posted: boolean
}

/** Nobody pays more than this at once, whatever the settings: amounts times rates stay exact. */
export const mostTopUpMinor = 1e10

/** A payment to begin: what is paid, VAT included. */
export const newTopUpSchema = v.strictObject({
  amount: v.pipe(
    moneySchema,
    v.check(({ amount }) => amount > 0, 'Give an amount above zero.'),
    v.check(({ amount }) => amount <= mostTopUpMinor, 'This is more than can be paid at once.'),
  ),
})

/** A payment as the API shows it. */
export const topUpSchema = v.strictObject({
  id: v.string(),
  version: versionSchema,
  partnerId: v.string(),
  state: v.picklist(topUpStates),
  /** What is paid. */
  amount: moneySchema,
  vat: moneySchema,
  vatBps: v.number(),
  /** What is credited: the amount without its VAT. */
  credited: moneySchema,
  /** What PayPal took back of it, VAT included. */
  takenBack: moneySchema,
  because: v.nullable(v.string()),
  /** The page that takes the payer to PayPal and says afterwards what came of it. */
  pageUrl: v.string(),
  /** Number of the receipt; null while nothing was paid. */
  receipt: v.nullable(v.number()),
  createdAt: v.string(),
  paidAt: v.nullable(v.string()),
})

export type TopUp = v.InferOutput<typeof topUpSchema>

/** What a partner keeps of a payment (D19): net, VAT and gross, and what was taken back of it since. */
export const receiptSchema = v.strictObject({
  number: v.number(),
  issuedAt: v.string(),
  issuer: v.string(),
  partner: v.string(),
  partnerId: v.string(),
  address: v.string(),
  topUpId: v.string(),
  paypalCapture: v.string(),
  net: moneySchema,
  vat: moneySchema,
  vatBps: v.number(),
  total: moneySchema,
  takenBack: v.array(v.strictObject({ at: v.string(), kind: v.picklist(['refund', 'reversal']), total: moneySchema })),
})

export type Receipt = v.InferOutput<typeof receiptSchema>

/** The address of a partner's own page for paying in. It needs no key, and ends. */
export const fundsLinkSchema = v.strictObject({ url: v.string(), expiresAt: v.string() })

/** What came of trying PayPal's credentials and webhook (F63). */
export const trialSchema = v.strictObject({
  id: v.string(),
  at: v.string(),
  ok: v.boolean(),
  findings: v.array(v.string()),
})

export type PayPalTrial = v.InferOutput<typeof trialSchema>

/** How payments by PayPal stand (F63). */
export const paypalSchema = v.strictObject({
  /** The deployment has PayPal's credentials. */
  configured: v.boolean(),
  /** PayPal takes the broker's currency. */
  currencyTaken: v.boolean(),
  currency: v.string(),
  signUp: v.boolean(),
  portal: v.boolean(),
  minimum: moneySchema,
  maximum: moneySchema,
  suggested: v.array(moneySchema),
  /** Where PayPal is to send its events. */
  webhookUrl: v.string(),
  /** The events that it is to send. */
  webhookEvents: v.array(v.string()),
  lastTrial: v.nullable(trialSchema),
})

export type PayPal = v.InferOutput<typeof paypalSchema>

/** A trial that was begun: what came of it is the `lastTrial` of this id. */
export const paypalTrialSchema = v.strictObject({ id: v.string() })

import * as v from 'valibot'
import { codeIdSchema, numberedId } from './id.ts'
import { accessLevels, loginSchema } from './login.ts'
import { pageQuery } from './page.ts'
import { partnerStatuses } from './partner.ts'
import { emailAddress } from './text.ts'

/** Asks for a code. The answer is the same whether anybody has this address or not. */
export const newCodeSchema = v.strictObject({ email: emailAddress })

/** A code that was asked for. If the address has a login, the code is in its mailbox. */
export const askedCodeSchema = v.strictObject({ id: v.string(), expiresAt: v.string() })

export type AskedCode = v.InferOutput<typeof askedCodeSchema>

/** What somebody read in their mail: eight digits, spaces allowed, or the longer text of the link. */
export const codeText = v.pipe(
  v.string(),
  v.maxLength(60),
  v.transform((text) => text.replaceAll(/\s/g, '').replace(/^(\d{4})-(\d{4})$/, '$1$2')),
  v.regex(/^([0-9]{8}|[A-Za-z0-9_-]{22})$/, 'Enter the eight digits from the e-mail.'),
)

/** A code for a session. It signs in where the e-mail address was used last, unless a partner is named. */
export const newSessionSchema = v.strictObject({
  codeId: codeIdSchema,
  code: codeText,
  partnerId: v.optional(numberedId('partner')),
})

export type NewSession = v.InferOutput<typeof newSessionSchema>

export const sessionSchema = v.strictObject({
  id: v.string(),
  loginId: v.string(),
  partnerId: v.string(),
  startedAt: v.string(),
  /** Give or take five minutes. */
  lastUsedAt: v.string(),
  /** When it ends unless it is used before. */
  expiresAt: v.string(),
  /** When it ends however much it is used. */
  endsAt: v.string(),
  /** It is the one that this request came with. */
  current: v.boolean(),
})

export type Session = v.InferOutput<typeof sessionSchema>

/** A session that was begun. `token` is a bearer token and stands here once; null in a replay and in a dry run. */
export const startedSessionSchema = v.strictObject({
  token: v.nullable(v.string()),
  note: v.string(),
  session: v.nullable(sessionSchema),
})

export type StartedSession = v.InferOutput<typeof startedSessionSchema>

/** Whose sessions to list. For admins; a partner sees its own, whatever it asks for. */
export const sessionQuery = {
  ...pageQuery,
  loginId: v.optional(numberedId('login')),
  partnerId: v.optional(numberedId('partner')),
}

export type SessionQuery = v.InferOutput<v.StrictObjectSchema<typeof sessionQuery, undefined>>

const partner = v.strictObject({ id: v.string(), name: v.string(), status: v.picklist(partnerStatuses) })

/** Who is signed in, and as what. `login` and `session` are null for a partner's key. */
export const signedInSchema = v.strictObject({
  partner,
  access: v.picklist(accessLevels),
  login: v.nullable(loginSchema),
  session: v.nullable(sessionSchema),
  /** Every partner that this e-mail address has a login with: name one when signing in to change sides. */
  partners: v.array(partner),
})

export type SignedIn = v.InferOutput<typeof signedInSchema>

import * as v from 'valibot'

/**
 * Ids (D20). Configuration has short numbered ids (`ptn_12`); what happens has a prefixed UUIDv7 (`lead_…`, `ref_…`),
 * which sorts by time. Inside the house a numbered id is its bare number; a UUID id is kept with its prefix.
 */
export const numberedPrefixes = {
  leadGroup: 'grp',
  leadType: 'typ',
  partner: 'ptn',
  setup: 'set',
  key: 'key',
  stage: 'stg',
  automation: 'aut',
  template: 'tpl',
  webhook: 'whk',
  login: 'lgn',
  introducerTerms: 'trm',
} as const

export type NumberedKind = keyof typeof numberedPrefixes

/** `formatId('partner', 12)` is `ptn_12`. */
export const formatId = (kind: NumberedKind, id: number): string => `${numberedPrefixes[kind]}_${id}`

/** The number inside `ptn_12`; null when the text is no id of that kind. */
export function parseId(kind: NumberedKind, text: string): number | null {
  const prefix = `${numberedPrefixes[kind]}_`
  const digits = text.startsWith(prefix) ? text.slice(prefix.length) : ''
  return /^[1-9][0-9]{0,8}$/.test(digits) ? Number(digits) : null
}

/** Schema for a numbered id that stays text (`ptn_12`): inside settings that are stored as they are shown. */
export const idText = (kind: NumberedKind) =>
  v.pipe(
    v.string(),
    v.regex(
      new RegExp(`^${numberedPrefixes[kind]}_[1-9][0-9]{0,8}$`),
      `Expected an id like ${numberedPrefixes[kind]}_1.`,
    ),
  )

/** Schema for a numbered id as text (`ptn_12`); its output is the number. */
export const numberedId = (kind: NumberedKind) =>
  v.pipe(
    idText(kind),
    v.transform((text) => parseId(kind, text) as number),
  )

const uuidV7 = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{4}'
const leadIdPattern = new RegExp(`^lead_${uuidV7}00000000$`)
const referralIdPattern = new RegExp(`^ref_${uuidV7}[0-9a-f]{8}$`)

/**
 * A lead's id is a UUIDv7 whose last 32 bits are zero: they are the room for its referrals, so that a referral's id
 * needs no index of its own (docs/decisions/0003-ids-that-carry-their-cause.md). 48 bits are the time in milliseconds,
 * 42 bits are random.
 */
export const toLeadId = (uuid: string): string => `lead_${uuid.slice(0, -8)}00000000`

export const isLeadId = (text: string): boolean => leadIdPattern.test(text)

/** When the maker of the id says the lead was made, in epoch milliseconds. */
export const leadIdTime = (leadId: string): number => Number.parseInt(leadId.slice(5, 13) + leadId.slice(14, 18), 16)

/** The referral of one lead to one partner: there is never a second one (F21). */
export const referralId = (leadId: string, partnerId: number): string =>
  `ref_${leadId.slice(5, -8)}${partnerId.toString(16).padStart(8, '0')}`

/** The lead and the partner that a referral's id names; null when the text is no referral id. */
export function parseReferralId(text: string): { leadId: string; partnerId: number } | null {
  if (!referralIdPattern.test(text)) return null
  return { leadId: `lead_${text.slice(4, -8)}00000000`, partnerId: Number.parseInt(text.slice(-8), 16) }
}

/** The n-th run of an automation on a lead (F61): it has the room of the lead's id too. */
export const runId = (leadId: string, n: number): string =>
  `run_${leadId.slice(5, -8)}${n.toString(16).padStart(8, '0')}`

const runIdPattern = new RegExp(`^run_${uuidV7}[0-9a-f]{8}$`)

/** The lead and the number that a run's id names; null when the text is no id of a run. */
export function parseRunId(text: string): { leadId: string; n: number } | null {
  if (!runIdPattern.test(text)) return null
  return { leadId: `lead_${text.slice(4, -8)}00000000`, n: Number.parseInt(text.slice(-8), 16) }
}

/** The return of a referral (D6): there is one, which may be asked for again. Its id has the referral's own tail. */
export const returnId = (leadId: string, partnerId: number): string => `rtn_${referralId(leadId, partnerId).slice(4)}`

const returnIdPattern = new RegExp(`^rtn_${uuidV7}[0-9a-f]{8}$`)

/** The lead and the partner whose referral a return's id names; null when the text is no id of a return. */
export const parseReturnId = (text: string): { leadId: string; partnerId: number } | null =>
  returnIdPattern.test(text) ? parseReferralId(`ref_${text.slice(4)}`) : null

export const returnIdSchema = v.pipe(v.string(), v.regex(returnIdPattern, 'Expected the id of a return (rtn_…).'))

/** The same in an address, as what it names. */
export const returnKey = v.pipe(
  returnIdSchema,
  v.transform((text) => parseReturnId(text)!),
)

export const runIdSchema = v.pipe(v.string(), v.regex(runIdPattern, 'Expected the id of a run (run_…).'))

export const leadIdSchema = v.pipe(v.string(), v.regex(leadIdPattern, 'Expected a lead id (lead_…).'))

export const referralIdSchema = v.pipe(v.string(), v.regex(referralIdPattern, 'Expected a referral id (ref_…).'))

/** The same in an address, as what it names. */
export const referralKey = v.pipe(
  referralIdSchema,
  v.transform((text) => parseReferralId(text)!),
)

/** A one-time code, and a session: what a code says and what a token is are not in them. */
export const toCodeId = (uuid: string): string => `code_${uuid}`

export const toSessionId = (uuid: string): string => `ses_${uuid}`

export const codeIdSchema = v.pipe(
  v.string(),
  v.regex(new RegExp(`^code_${uuidV7}[0-9a-f]{8}$`), 'Expected the id of a code (code_…).'),
)

export const sessionIdSchema = v.pipe(
  v.string(),
  v.regex(new RegExp(`^ses_${uuidV7}[0-9a-f]{8}$`), 'Expected the id of a session (ses_…).'),
)

/** A payment by PayPal: what PayPal is told as our own reference of it. */
export const topUpIdSchema = v.pipe(
  v.string(),
  v.regex(new RegExp(`^top_${uuidV7}[0-9a-f]{8}$`), 'Expected the id of a payment (top_…).'),
)

import * as v from 'valibot'
import { answerRuleSchema } from './answer-rule.ts'
import { idText } from './id.ts'
import { mappingSchema } from './mapping.ts'
import { emailAddress } from './text.ts'

/** What is shown instead of a header's value. Sent back, it means "as it was". */
export const hiddenValue = '•••'

/** The formats of internet delivery (F32). worker/delivery/formats.ts has one for each. */
export const internetFormatIds = ['json', 'xml', 'form-post', 'soap-1-1', 'soap-1-2'] as const

export type InternetFormatId = (typeof internetFormatIds)[number]

/** Headers that are the sender's: those of the connection, and those that say what is sent. */
export const reservedHeaders: readonly string[] = [
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'idempotency-key',
  'keep-alive',
  'soapaction',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-baton-reference',
  'x-baton-test',
]

const headerName = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9-]{1,64}$/, 'Expected a header name.'),
  v.check((name) => !reservedHeaders.includes(name.toLowerCase()), 'This header is set by the sender.'),
)

const headerValue = v.pipe(
  v.string(),
  v.maxLength(1024),
  v.regex(/^(•••|[\t\x20-\x7e]*)$/, 'A header value is one line of plain text.'),
)

const headers = v.pipe(
  v.record(headerName, headerValue),
  v.check((record) => {
    const names = Object.keys(record).map((name) => name.toLowerCase())
    return new Set(names).size === names.length
  }, 'A header is given twice.'),
  v.check((record) => Object.keys(record).length <= 20, 'Give at most 20 headers.'),
)

/** F29: the same address is kept once, whatever its case, in its first spelling. */
const recipients = v.pipe(
  v.array(emailAddress),
  v.minLength(1, 'Give at least one address.'),
  v.maxLength(20),
  v.transform((addresses) =>
    addresses.filter((address, i) => addresses.findIndex((other) => isSameAddress(other, address)) === i),
  ),
)

const isSameAddress = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** F29, F30: by e-mail, in the partner's own words or the broker's. */
const byEmail = v.strictObject({
  to: recipients,
  /** A template of the kind lead-delivery; null: the broker's standard letter. */
  templateId: v.optional(v.nullable(idText('template')), null),
})

/** F32, D5: to the partner's server. Keys that a format has no use for are null. */
const byInternet = v.strictObject({
  format: v.picklist(internetFormatIds),
  url: v.pipe(v.string(), v.trim(), v.maxLength(2048), v.url('Expected an address that starts with https://.')),
  /** Sent with every request; values are never shown again nor logged. */
  headers: v.optional(headers, {}),
  /** What is sent; null: the format's usual body, with everything that there is to tell. */
  mapping: v.optional(v.nullable(mappingSchema), null),
  /** XML and SOAP: the body as the partner's example shows it, with merge fields. A SOAP one may be the whole envelope. */
  template: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(30_000))), null),
  /** SOAP: what the service calls the action. */
  soapAction: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(500))), null),
  /** XML: text/xml unless told. The text is UTF-8 always. */
  contentType: v.optional(v.nullable(v.picklist(['text/xml', 'application/xml'])), null),
  /** How its answer is read; null: as the format's answers usually are. */
  answer: v.optional(v.nullable(answerRuleSchema), null),
})

/** How a partner receives leads (F29, F32). Both may be set: internet delivery then decides, e-mail is a copy. */
export const deliverySchema = v.strictObject(
  { email: v.nullable(byEmail), internet: v.nullable(byInternet) },
  // Both ways are always said, so that one that was forgotten is not taken away.
  ({ expected, message }) => (expected === '"email"' || expected === '"internet"' ? 'Give null for none.' : message),
)

export type Delivery = v.InferOutput<typeof deliverySchema>

export type InternetDelivery = v.InferOutput<typeof byInternet>

/** A delivery as it was saved: older ones lack the keys that came later. */
export interface StoredDelivery {
  email: { to: string[]; templateId?: string | null } | null
  internet: (Pick<InternetDelivery, 'format' | 'url' | 'headers'> & Partial<InternetDelivery>) | null
}

/** A saved delivery with every key, in the order of the schema: two that say the same are the same text. */
export const completeDelivery = ({ email, internet }: StoredDelivery): Delivery => ({
  email: email === null ? null : { to: email.to, templateId: email.templateId ?? null },
  internet: internet === null ? null : completeInternet(internet),
})

const completeInternet = ({ format, url, headers, ...later }: NonNullable<StoredDelivery['internet']>) => ({
  format,
  url,
  headers,
  mapping: later.mapping ?? null,
  template: later.template ?? null,
  soapAction: later.soapAction ?? null,
  contentType: later.contentType ?? null,
  answer: later.answer ?? null,
})

/** What an attempt came to (D5). Only `error_retryable` and `unknown` are tried again, always under one reference. */
export const outcomes = ['accepted', 'duplicate', 'rejected', 'error_retryable', 'error_final', 'unknown'] as const

export type Outcome = (typeof outcomes)[number]

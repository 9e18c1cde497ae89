import * as v from 'valibot'
import { emailAddress } from './text.ts'

/** What is shown instead of a header's value. Sent back, it means "as it was". */
export const hiddenValue = '•••'

/** The formats of internet delivery (F32). worker/delivery/formats.ts has one for each. */
export const internetFormatIds = ['json'] as const

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
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-baton-reference',
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

/** How a partner receives leads (F29, F32). Both may be set: internet delivery then decides, e-mail is a copy. */
export const deliverySchema = v.strictObject({
  email: v.nullable(v.strictObject({ to: recipients })),
  internet: v.nullable(
    v.strictObject({
      format: v.picklist(internetFormatIds),
      url: v.pipe(v.string(), v.trim(), v.maxLength(2048), v.url('Expected an address that starts with https://.')),
      /** Sent with every request; values are never shown again nor logged. */
      headers: v.optional(headers, {}),
    }),
  ),
})

export type Delivery = v.InferOutput<typeof deliverySchema>

/** What an attempt came to (D5). Only `error_retryable` and `unknown` are tried again, always under one reference. */
export const outcomes = ['accepted', 'duplicate', 'rejected', 'error_retryable', 'error_final', 'unknown'] as const

export type Outcome = (typeof outcomes)[number]

import * as v from 'valibot'

const address = v.pipe(v.string(), v.trim(), v.maxLength(254), v.email('Expected an e-mail address.'))

const headerName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,64}$/, 'Expected a header name.'))
const headerValue = v.pipe(
  v.string(),
  v.maxLength(1024),
  v.regex(/^[\t\x20-\x7e]*$/, 'A header value is one line of plain text.'),
)

/** How a partner receives leads (F29, F32). Both may be set: internet delivery then decides, e-mail is a copy. */
export const deliverySchema = v.strictObject({
  email: v.nullable(
    v.strictObject({ to: v.pipe(v.array(address), v.minLength(1, 'Give at least one address.'), v.maxLength(20)) }),
  ),
  internet: v.nullable(
    v.strictObject({
      format: v.picklist(['json']),
      url: v.pipe(v.string(), v.maxLength(2048), v.url('Expected an address that starts with https://.')),
      /** Sent with every request; values are never shown again nor logged. */
      headers: v.optional(v.record(headerName, headerValue), {}),
    }),
  ),
})

export type Delivery = v.InferOutput<typeof deliverySchema>

/** What an attempt came to (D5). Only `error_retryable` and `unknown` are tried again, always under one reference. */
export const outcomes = ['accepted', 'duplicate', 'rejected', 'error_retryable', 'error_final', 'unknown'] as const

export type Outcome = (typeof outcomes)[number]

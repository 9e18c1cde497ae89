import * as v from 'valibot'
import { numberedId } from './id.ts'

/** What a form shows around its lead type's fields. */
export const formSettingsSchema = v.strictObject({
  title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120)),
  intro: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(600)), ''),
  submitLabel: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)), 'Send'),
  thanks: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(600)), 'Thank you. We have your request.'),
  language: v.optional(
    v.pipe(v.string(), v.regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'Expected a language such as en-GB.')),
    'en-GB',
  ),
})

export type FormSettings = v.InferOutput<typeof formSettingsSchema>

/** A website that may embed a form: scheme, host and port, nothing more. */
export const originSchema = v.pipe(
  v.string(),
  v.maxLength(255),
  v.check(isOrigin, 'Expected a website such as https://www.example.com, without a path.'),
)

function isOrigin(text: string): boolean {
  try {
    const url = new URL(text)
    return url.origin === text && (url.protocol === 'https:' || url.protocol === 'http:')
  } catch {
    return false
  }
}

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120))
const expiresAt = v.optional(
  v.nullable(
    v.pipe(
      v.string(),
      v.isoTimestamp(),
      v.transform((text) => Date.parse(text)),
    ),
  ),
  null,
)

/** A new key: admin keys run the broker, partner keys see one partner, form keys are publishable. */
export const newKeySchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('admin'), name, expiresAt }),
  v.strictObject({ kind: v.literal('partner'), name, partnerId: numberedId('partner'), expiresAt }),
  v.strictObject({
    kind: v.literal('form'),
    name,
    /** The introducer whose website carries the form; null when it is the broker's own. */
    partnerId: v.optional(v.nullable(numberedId('partner')), null),
    leadTypeId: numberedId('leadType'),
    origins: v.pipe(v.array(originSchema), v.maxLength(50)),
    form: formSettingsSchema,
    expiresAt,
  }),
])

export type NewKey = v.InferOutput<typeof newKeySchema>

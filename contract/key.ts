import * as v from 'valibot'
import { keyKinds } from './access.ts'
import { numberedId } from './id.ts'
import { pageQuery } from './page.ts'
import { paragraphs, requiredLine } from './text.ts'
import { instantSchema } from './time.ts'
import { versionSchema } from './version.ts'

/** What a form shows around its lead type's fields. */
export const formSettingsSchema = v.strictObject({
  title: requiredLine(120),
  intro: v.optional(paragraphs(600), ''),
  submitLabel: v.optional(requiredLine(60), 'Send'),
  thanks: v.optional(paragraphs(600), 'Thank you. We have your request.'),
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

const name = requiredLine(120)
const expiresAt = v.optional(v.nullable(instantSchema), null)

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

/** A key as it is shown afterwards: never the key itself, only how it begins. */
export const keySchema = v.strictObject({
  id: v.string(),
  version: versionSchema,
  kind: v.picklist(keyKinds),
  name,
  prefix: v.string(),
  partnerId: v.nullable(v.string()),
  leadTypeId: v.nullable(v.string()),
  origins: v.array(v.string()),
  form: v.nullable(formSettingsSchema),
  createdAt: v.string(),
  expiresAt: v.nullable(v.string()),
  revokedAt: v.nullable(v.string()),
  lastUsedAt: v.nullable(v.string()),
})

export type Key = v.InferOutput<typeof keySchema>

/** The answer to a new key, the only one that ever carries the key itself. */
export const createdKeySchema = v.strictObject({
  key: keySchema,
  /** null in a dry run and when the request is replayed: only the first answer has it. */
  secret: v.nullable(v.string()),
  note: v.string(),
})

export type CreatedKey = v.InferOutput<typeof createdKeySchema>

/** Which keys to list. */
export const keyQuery = {
  ...pageQuery,
  kind: v.optional(v.picklist(keyKinds)),
  partnerId: v.optional(numberedId('partner')),
}

export type KeyQuery = v.InferOutput<v.StrictObjectSchema<typeof keyQuery, undefined>>

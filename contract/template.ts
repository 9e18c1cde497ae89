import * as v from 'valibot'
import { leadIdSchema } from './id.ts'
import { flagText, pageQuery } from './page.ts'
import { emailAddress, requiredLine } from './text.ts'
import { expectedVersion, versionSchema } from './version.ts'

/** What a template is for (F64). A notice is about the house's own work and knows nothing of the person behind a lead. */
export const templateKinds = ['lead-delivery', 'return', 'notice', 'automation'] as const

export type TemplateKind = (typeof templateKinds)[number]

/** Kept as written: in plain text a space at the end of a line may matter. */
const body = (maxLength: number) =>
  v.pipe(
    v.string(),
    v.maxLength(maxLength),
    v.regex(/^[\t\n\r\P{Cc}]*$/u, 'Expected text without control characters.'),
    v.check((text) => text.trim() !== '', 'This must not be empty.'),
  )

const settings = {
  name: requiredLine(120),
  /** One line: a line break here would be a header of its own (F30). */
  subject: requiredLine(200),
  /** Every message has one, whatever else it has (F31). */
  text: body(20_000),
  html: v.nullable(body(60_000)),
}

export const newTemplateSchema = v.strictObject({
  kind: v.picklist(templateKinds),
  name: settings.name,
  subject: settings.subject,
  text: settings.text,
  html: v.optional(settings.html, null),
})

export type NewTemplate = v.InferOutput<typeof newTemplateSchema>

/** A template keeps its kind. */
export const templateChangesSchema = v.strictObject({
  ...expectedVersion,
  ...v.partial(v.strictObject(settings)).entries,
})

export type TemplateChanges = v.InferOutput<typeof templateChangesSchema>

export const templateSchema = v.strictObject({
  id: v.string(),
  version: versionSchema,
  kind: v.picklist(templateKinds),
  ...settings,
  archivedAt: v.nullable(v.string()),
})

export type Template = v.InferOutput<typeof templateSchema>

export const templateQuery = {
  ...pageQuery,
  kind: v.optional(v.picklist(templateKinds)),
  archived: v.optional(flagText),
}

export type TemplateQuery = v.InferOutput<v.StrictObjectSchema<typeof templateQuery, undefined>>

/** What the template is filled in with: a lead, or made-up values. */
export const previewSchema = v.strictObject({ leadId: v.optional(v.nullable(leadIdSchema), null) })

/** A test goes out with made-up values only: it never carries a person's data. */
export const testMessageSchema = v.strictObject({ to: emailAddress })

/** A template filled in, exactly as it would be sent. */
export const messageSchema = v.strictObject({ subject: v.string(), text: v.string(), html: v.nullable(v.string()) })

export type Message = v.InferOutput<typeof messageSchema>

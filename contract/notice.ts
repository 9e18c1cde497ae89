import * as v from 'valibot'
import { idText } from './id.ts'
import { requiredLine } from './text.ts'
import { expectedSinceShipped, versionSinceShipped } from './version.ts'

export const noticeChannels = ['email', 'text'] as const

export type NoticeChannel = (typeof noticeChannels)[number]

const written = { subject: v.string(), text: v.string() }

/** A kind of notice: what it may say, by which channels, and in whose words. */
export const noticeKindSchema = v.strictObject({
  kind: v.string(),
  version: versionSinceShipped,
  to: v.picklist(['broker', 'partner']),
  channels: v.array(v.picklist(noticeChannels)),
  /** false: whoever it is for gets it in any case (P3). */
  switchable: v.boolean(),
  /** What a template of the broker's may name, each with an example. */
  fields: v.array(v.strictObject({ name: v.string(), example: v.string() })),
  /** null: the standard words. */
  templateId: v.nullable(v.string()),
  /** The standard words, with the examples filled in. */
  standard: v.strictObject(written),
})

export type NoticeKindView = v.InferOutput<typeof noticeKindSchema>

/** null: back to the standard words. */
export const noticeWordingSchema = v.strictObject({
  ...expectedSinceShipped,
  templateId: v.nullable(idText('template')),
})

export type NoticeWording = v.InferOutput<typeof noticeWordingSchema>

/** Left out: as it is sent now. null: the standard words. */
export const noticePreviewSchema = v.strictObject({ templateId: v.optional(v.nullable(idText('template'))) })

/** How a kind of notice is called in an address. */
export const noticeKindText = v.pipe(v.string(), v.regex(/^[a-z]+(-[a-z]+)*$/, 'Expected a kind such as low-funds.'))

/** Whose switches: a login, a partner's contact address, or an e-mail address of the broker's. */
export const noticePerson = v.union(
  [idText('login'), idText('partner'), v.pipe(v.string(), v.trim(), v.maxLength(254), v.email(), v.toLowerCase())],
  'Expected a login (lgn_…), a partner (ptn_…) or an e-mail address.',
)

const noticeSwitch = v.strictObject({ kind: requiredLine(60), channel: v.picklist(noticeChannels), on: v.boolean() })

/** What somebody hears (P3): every kind that may come to them. */
export const noticeSwitchesSchema = v.strictObject({
  person: v.string(),
  version: versionSinceShipped,
  switches: v.array(v.strictObject({ ...noticeSwitch.entries, switchable: v.boolean() })),
})

export type NoticeSwitches = v.InferOutput<typeof noticeSwitchesSchema>

/** Only those that are named change. */
export const noticeSwitchChangesSchema = v.strictObject({
  ...expectedSinceShipped,
  switches: v.pipe(v.array(noticeSwitch), v.maxLength(200)),
})

export type NoticeSwitchChanges = v.InferOutput<typeof noticeSwitchChangesSchema>

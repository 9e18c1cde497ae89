import * as v from 'valibot'
import { pageQuery } from './page.ts'
import { emailAddress, line, requiredLine } from './text.ts'
import { expectedVersion, versionSchema } from './version.ts'

/**
 * What a person of a partner may do (F57), each with all before it: `read` looks, `leads` works on leads (accepts,
 * declines, returns, says how far they have come), `full` does whatever the partner itself may.
 */
export const accessLevels = ['read', 'leads', 'full'] as const

export type Access = (typeof accessLevels)[number]

/** Whether somebody with the access `has` may do what needs `needs`. */
export const hasAccess = (has: Access, needs: Access): boolean =>
  accessLevels.indexOf(has) >= accessLevels.indexOf(needs)

/** `lapsed`: the invitation ran out or was taken back; it can be sent again. */
export const loginStates = ['invited', 'lapsed', 'active', 'removed'] as const

const settings = {
  name: requiredLine(120),
  /** Any spelling goes in, E.164 comes out. */
  mobile: v.nullable(line(40)),
  access: v.picklist(accessLevels),
}

/** A new login. The person is invited by e-mail, which cannot be changed later: it is who they are. */
export const newLoginSchema = v.strictObject({
  name: settings.name,
  email: emailAddress,
  mobile: v.optional(settings.mobile, null),
  access: v.optional(settings.access, 'full'),
})

export type NewLogin = v.InferOutput<typeof newLoginSchema>

export const loginChangesSchema = v.strictObject({ ...expectedVersion, ...v.partial(v.strictObject(settings)).entries })

export type LoginChanges = v.InferOutput<typeof loginChangesSchema>

export const loginSchema = v.strictObject({
  id: v.string(),
  version: versionSchema,
  partnerId: v.nullable(v.string()),
  email: v.string(),
  ...settings,
  state: v.picklist(loginStates),
  createdAt: v.string(),
  /** Until when the invitation can be accepted; null once it was. */
  invitedUntil: v.nullable(v.string()),
  acceptedAt: v.nullable(v.string()),
  lastSignedInAt: v.nullable(v.string()),
  removedAt: v.nullable(v.string()),
})

export type Login = v.InferOutput<typeof loginSchema>

/** Which logins of a partner to list: removed ones only when asked for. */
export const loginQuery = { ...pageQuery, state: v.optional(v.picklist(loginStates)) }

export type LoginQuery = v.InferOutput<v.StrictObjectSchema<typeof loginQuery, undefined>>

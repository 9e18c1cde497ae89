import * as v from 'valibot'
import { keyKinds } from './access.ts'
import { pageQuery } from './page.ts'
import { instantSchema } from './time.ts'

/** What history may be narrowed down to. Together they all must hold. */
export const historyQuery = {
  ...pageQuery,
  /** `ptn_12`, `lead_…`, `ref_…`, `broker`, `preferences`. */
  thing: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(60),
      v.regex(/^[a-z]+(_[0-9a-z-]+)?$/, 'Expected the id of a thing, such as ptn_12.'),
    ),
  ),
  /** `key_3`, `job`, `anybody`. */
  actor: v.optional(
    v.pipe(v.string(), v.maxLength(60), v.regex(/^[a-z]+(_[1-9][0-9]*)?$/, 'Expected an actor, such as key_3 or job.')),
  ),
  from: v.optional(v.pipe(instantSchema, v.description('From this instant on.'))),
  to: v.optional(v.pipe(instantSchema, v.description('Until before this instant.'))),
}

export type HistoryQuery = v.InferOutput<v.StrictObjectSchema<typeof historyQuery, undefined>>

/** One change of one thing. What was sent and answered word for word is not in it. */
export const changeSchema = v.strictObject({
  thing: v.string(),
  version: v.number(),
  event: v.string(),
  actor: v.string(),
  /** The key behind the actor; null for a job or anybody. */
  key: v.nullable(v.strictObject({ name: v.string(), kind: v.picklist(keyKinds), partner: v.nullable(v.string()) })),
  at: v.string(),
  data: v.unknown(),
})

export type HistoryChange = v.InferOutput<typeof changeSchema>

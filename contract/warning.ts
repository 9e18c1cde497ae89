import * as v from 'valibot'

/** Something that was saved, and that whoever saved it should know all the same. `code` is stable. */
export const warningSchema = v.strictObject({ code: v.string(), message: v.string() })

export type Warning = v.InferOutput<typeof warningSchema>

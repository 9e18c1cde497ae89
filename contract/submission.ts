import * as v from 'valibot'
import { leadIdSchema } from './id.ts'

const hidden = v.optional(v.pipe(v.string(), v.maxLength(4000)), '')

/**
 * What the frame sends to POST /f/{key}/leads. `fields` has a value by field, as its kind reads it; `trap` is what was
 * typed into the input that people do not see.
 */
export const submissionSchema = v.strictObject({
  id: leadIdSchema,
  token: hidden,
  pageUrl: hidden,
  trap: hidden,
  fields: v.record(v.string(), v.unknown()),
})

export type Submission = v.InferOutput<typeof submissionSchema>

/** The answer, 201: the lead is on record. */
export const submittedSchema = v.strictObject({ id: leadIdSchema })

import * as v from 'valibot'
import { sendText } from '../../operations/texts/send-text.ts'
import type { Job } from '../job.ts'

const data = v.object({
  to: v.string(),
  text: v.string(),
  at: v.number(),
  notice: v.optional(v.object({ kind: v.string(), person: v.string() })),
})

/** Sends one text message. */
export const sendTextJob: Job = {
  kind: 'send-text',
  run(ctx, job) {
    const { notice, ...text } = v.parse(data, job.data)
    return sendText(ctx, { ...text, ...(notice !== undefined && { notice }), job })
  },
}

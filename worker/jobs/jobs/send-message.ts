import * as v from 'valibot'
import { messageSchema } from '../../../contract/template.ts'
import { sendMessage } from '../../operations/templates/send-message.ts'
import type { Job } from '../job.ts'

const data = v.object({ to: v.string(), ...messageSchema.entries })

/** Sends one filled-in template (F64). */
export const sendMessageJob: Job = {
  kind: 'send-message',
  run(ctx, job) {
    const { to, ...message } = v.parse(data, job.data)
    return sendMessage(ctx, { to, message, job })
  },
}

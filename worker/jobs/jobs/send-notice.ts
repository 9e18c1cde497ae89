import * as v from 'valibot'
import type { NoticeToSend } from '../../notices/notices.ts'
import { sendNotice } from '../../operations/notices/send-notice.ts'
import type { Job } from '../job.ts'

const data = v.object({
  kind: v.string(),
  to: v.string(),
  data: v.record(v.string(), v.unknown()),
  person: v.optional(v.nullable(v.string()), null),
  insteadOf: v.optional(v.nullable(v.string()), null),
})

/** Sends one notice by e-mail. */
export const sendNoticeJob: Job = {
  kind: 'send-notice',
  run: (ctx, job) => {
    const { to, person, insteadOf, ...notice } = v.parse(data, job.data)
    return sendNotice(ctx, { to, person, insteadOf, notice: notice as unknown as NoticeToSend, job })
  },
}

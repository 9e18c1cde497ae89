import * as v from 'valibot'
import { sendCode } from '../../operations/sign-in/send-code.ts'
import type { Job } from '../job.ts'

const data = v.object({ codeId: v.string(), origin: v.string() })

/** Sends the letter of a one-time code. */
export const sendCodeJob: Job = {
  kind: 'send-code',
  run: (ctx, job) => sendCode(ctx, { ...v.parse(data, job.data), job }),
}

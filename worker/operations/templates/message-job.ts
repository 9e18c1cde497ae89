import type { Message } from '../../../contract/template.ts'
import { type JobRow, leaseMs } from '../../../db/store/jobs.ts'

/** A job that sends one message to one address, born leased. Its id becomes the Message-ID: a repeat is recognised. */
export const messageJob = (now: number, { id, to, message }: { id: string; to: string; message: Message }): JobRow => ({
  due: now + leaseMs,
  id,
  kind: 'send-message',
  data: { to, ...message },
  attempts: 1,
  party: null,
})

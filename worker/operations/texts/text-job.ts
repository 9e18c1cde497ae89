import { type JobRow, leaseMs } from '../../../db/store/jobs.ts'

export interface TextToSend {
  /** What it is about and why: `text:low-funds:ptn_12:87`. The same one is sent once. */
  id: string
  /** E.164. */
  to: string
  text: string
  /** Which notice it is and whose (`ptn_12`, `lgn_3`), where that person may have switched it off (P3). */
  notice?: { kind: string; person: string }
}

/** A job that sends one text message, born leased so that it can be started behind the commit of its cause. */
export const sendTextJob = (now: number, { id, to, text, notice }: TextToSend): JobRow => ({
  due: now + leaseMs,
  id,
  kind: 'send-text',
  data: { to, text, at: now, ...(notice !== undefined && { notice }) },
  attempts: 1,
  party: null,
})

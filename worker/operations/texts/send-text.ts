import { commit } from '../../../db/commit.ts'
import { deleteJob, type JobRow, mustHoldLease, postponeJob } from '../../../db/store/jobs.ts'
import { isSwitchedOff } from '../../../db/store/notices.ts'
import { insertTextStop, isTextStopped } from '../../../db/store/text-stops.ts'
import type { Ctx } from '../../context.ts'
import { readRetryAfter } from '../../delivery/retry-after.ts'
import { nextTry } from '../../domain/delivery/backoff.ts'
import type { CallResult } from '../../outside/call-result.ts'
import { sendSms } from '../../outside/sms.ts'
import { twilioOptedOut } from '../../outside/sms-twilio.ts'
import { jitter } from '../jitter.ts'
import type { TextToSend } from './text-job.ts'

interface SendText extends Omit<TextToSend, 'id'> {
  /** When it was made. */
  at: number
  job: JobRow
}

/**
 * Sends one text message. Nobody who has texted STOP gets one, nor who has switched this notice off. What the provider
 * refuses is given up; anything that may pass is tried again at the times of ENGINE 5, and from the second try on the
 * provider is asked first whether it has it already.
 */
export async function sendText(ctx: Ctx, { to, text, at, notice, job }: SendText): Promise<void> {
  const isUnwanted = notice !== undefined && (await isSwitchedOff(ctx.db, { ...notice, ...byText }))
  if (isUnwanted || (await isTextStopped(ctx.db, to))) return end(ctx, job)
  const result = await sendSms(ctx, { id: job.id, to, text }, { repeatSince: job.attempts > 1 ? at : null })
  await settle(ctx, job, { to, result })
}

const byText = { channel: 'text', address: null, toPartner: true } as const

async function settle(ctx: Ctx, job: JobRow, { to, result }: { to: string; result: CallResult }): Promise<void> {
  const answer = result.kind === 'answer' ? result : null
  if (answer !== null && answer.status >= 200 && answer.status < 300) return end(ctx, job)
  const passing = answer === null || answer.status === 408 || answer.status === 429 || answer.status >= 500
  const retryAfterMs = readRetryAfter(answer?.headers['retry-after'], ctx.now)
  const again = passing ? nextTry({ attempt: job.attempts, now: ctx.now, jitter: jitter(ctx), retryAfterMs }) : null
  if (again !== null) return end(ctx, job, [postponeJob(ctx.db, job, { due: again, attempts: job.attempts })])
  const code = codeOf(answer?.body ?? '')
  const because = result.kind === 'answer' ? `${result.status}${code === null ? '' : ` (${code})`}` : result.because
  console.error(JSON.stringify({ event: 'text.given-up', job: job.id, because }))
  const stops = code === twilioOptedOut ? [insertTextStop(ctx.db, { number: to, at: ctx.now })] : []
  await end(ctx, job, [...stops, deleteJob(ctx.db, job)])
}

async function end(ctx: Ctx, job: JobRow, write = [deleteJob(ctx.db, job)]): Promise<void> {
  await commit(ctx, { history: [], write: [mustHoldLease(ctx.db, job), ...write] })
}

function codeOf(body: string): number | null {
  try {
    const { code } = JSON.parse(body)
    return typeof code === 'number' ? code : null
  } catch {
    return null
  }
}

import { formatId } from '../../../contract/id.ts'
import { toIso } from '../../../contract/time.ts'
import { commit } from '../../../db/commit.ts'
import { deleteJob, insertJob, type JobRow, mustHoldLease, postponeJob } from '../../../db/store/jobs.ts'
import { insertAttempt, type MessageRow, upsertMessage } from '../../../db/store/webhook-messages.ts'
import { findWebhook, noteHealth, updateWebhook, type WebhookRow } from '../../../db/store/webhooks.ts'
import type { Ctx } from '../../context.ts'
import { keptAnswer } from '../../delivery/attempt.ts'
import { concealEchoes, concealQuery } from '../../delivery/secrets.ts'
import type { AfterSend } from '../../domain/webhooks/after-send.ts'
import type { CallResult } from '../../outside/call-result.ts'
import { Problem } from '../../problem.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { disabledNotice } from './disabled-notice.ts'

interface Send {
  job: JobRow
  webhook: WebhookRow
  message: MessageRow
  request: { url: string; headers: Record<string, string>; body: string }
  result: CallResult
  plan: AfterSend
}

/**
 * Keeps one try: what was sent and answered, what becomes of the message, how the server fares; and where that ends it,
 * the webhook is switched off and its owner told, in the same commit. Under the lease, so that a second worker with the
 * same job keeps nothing.
 */
export async function keepSend(ctx: Ctx, send: Send): Promise<void> {
  await retryOnRace(async () => {
    const webhook = (await findWebhook(ctx.db, send.webhook.id))!
    const health = send.plan.health && {
      failures: send.plan.health.failures,
      failingSince: send.plan.health.failingSince,
      pausedUntil: send.plan.health.breakerUntil,
    }
    // Whoever changed it in the meantime has said that all is well: that is not overruled by an older try.
    const isAsSent = webhook.version === send.webhook.version
    const off = isAsSent && send.plan.disable !== null ? await switchOff(ctx, send, health!) : null
    const committed = await commit(ctx, {
      history: off?.history ?? [],
      write: [
        mustHoldLease(ctx.db, send.job),
        ...messageWrites(ctx, send),
        ...(off?.write ?? (health === null ? [] : [noteHealth(ctx.db, send.webhook, health)])),
      ],
    })
    if (committed.done) {
      for (const job of off?.notices ?? []) ctx.startJob(job)
      return
    }
    if (committed.refused === 'LEASE_LOST') return
    throw committed.refused === 'VERSION_CONFLICT'
      ? new Problem('VERSION_CONFLICT')
      : new Error(`A webhook's try could not be kept: ${committed.refused} ${committed.about}`)
  })
}

function messageWrites(ctx: Ctx, { job, webhook, message, request, result, plan }: Send): D1PreparedStatement[] {
  const status = result.kind === 'answer' ? result.status : null
  const n = message.attempts + 1
  const bearer = { url: request.url, headers: {} }
  const raw = {
    request: { ...request, url: concealQuery(request.url) },
    answer: keptAnswer(result, (text) => concealEchoes(text, bearer)),
  }
  return [
    upsertMessage(ctx.db, { ...message, state: plan.state, attempts: n, lastStatus: status, lastAt: ctx.now }),
    insertAttempt(ctx.db, {
      webhookId: webhook.id,
      messageId: message.id,
      n,
      at: ctx.now,
      status,
      because: becauseOf(result),
      tookMs: result.tookMs,
      raw: JSON.stringify(raw),
    }),
    plan.retryAt === null
      ? deleteJob(ctx.db, job)
      : postponeJob(ctx.db, job, { due: plan.retryAt, attempts: job.attempts }),
  ]
}

async function switchOff(ctx: Ctx, { webhook, result, plan }: Send, health: Partial<WebhookRow>) {
  const version = webhook.version + 1
  const columns = { ...health, pausedUntil: 0, active: false, disabledBecause: plan.disable, version }
  const notices = await disabledNotice(ctx, { ...webhook, ...columns }, becauseOf(result))
  const data = {
    because: plan.disable,
    changed: { active: [true, false], disabledBecause: [null, plan.disable] },
    failingSince: health.failingSince ? toIso(health.failingSince) : null,
  }
  return {
    history: [{ id: formatId('webhook', webhook.id), version, event: 'disabled', data }],
    write: [updateWebhook(ctx.db, webhook.id, columns), ...notices.map((job) => insertJob(ctx.db, job))],
    notices,
  }
}

/** In our own words: nothing that the other side said. */
const becauseOf = (result: CallResult): string => {
  if (result.kind !== 'answer') return result.because
  const { status } = result
  if (status >= 200 && status < 300) return `The server took it (${status}).`
  if (status >= 300 && status < 400) return `The server sent us elsewhere (${status}), and redirects are not followed.`
  return `The server answered ${status}.`
}

/** Nobody listens any more: what waits is given up. A replay sends it when it is wanted again. */
export async function dropMessage(ctx: Ctx, job: JobRow, message: MessageRow | null): Promise<void> {
  const failed = message === null ? [] : [upsertMessage(ctx.db, { ...message, state: 'failed' })]
  await commit(ctx, { history: [], write: [mustHoldLease(ctx.db, job), ...failed, deleteJob(ctx.db, job)] })
}

/** The server is paused: the message waits in its log, and this was no try. */
export async function waitForServer(ctx: Ctx, job: JobRow, message: MessageRow, due: number): Promise<void> {
  await commit(ctx, {
    history: [],
    write: [
      mustHoldLease(ctx.db, job),
      upsertMessage(ctx.db, message),
      postponeJob(ctx.db, job, { due, attempts: job.attempts - 1 }),
    ],
  })
}

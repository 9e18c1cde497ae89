import { toIso } from '../../../contract/time.ts'
import type { PayPalTrial } from '../../../contract/top-up.ts'
import { commit } from '../../../db/commit.ts'
import { deleteJob, insertJob, type JobRow, leaseMs, mustHoldLease } from '../../../db/store/jobs.ts'
import { findLastTrial } from '../../../db/store/top-ups.ts'
import type { Ctx } from '../../context.ts'
import { paypalOf } from '../../outside/paypal-settings.ts'
import { readWebhook } from '../../outside/paypal-webhooks.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { paypalEvents } from './read-event.ts'

/** The address to which PayPal sends its events. */
export const webhookPath = '/hooks/paypal'

/** Tries PayPal's settings (F63): a job asks, since nothing else calls out. What it finds is the last trial of this id. */
export async function startTrial(ctx: Ctx, { origin }: { origin: string }): Promise<{ id: string }> {
  requireAdmin(ctx.actor)
  const trial = `try_${ctx.newId()}`
  const job: JobRow = {
    due: ctx.now + leaseMs,
    id: `paypal-trial:${trial}`,
    kind: 'paypal-trial',
    data: { trial, webhookUrl: `${origin}${webhookPath}` },
    attempts: 1,
    party: null,
  }
  await commitOrThrow(ctx, { history: [], write: [insertJob(ctx.db, job)], answer: { id: trial } })
  ctx.startJob(job)
  return { id: trial }
}

/** Asks PayPal, and keeps in history (`paypal`) what was found: credentials, webhook, its address and its events. */
export async function runTrial(
  ctx: Ctx,
  { trial, webhookUrl, job }: { trial: string; webhookUrl: string; job: JobRow },
): Promise<void> {
  const findings = await tryPayPal(ctx, webhookUrl)
  await retryOnRace(async () => {
    const last = await findLastTrial(ctx.db)
    const committed = await commit(ctx, {
      history: [
        {
          id: 'paypal',
          version: (last?.version ?? 0) + 1,
          event: 'paypal.tried',
          data: { trial, ok: findings.length === 0, findings },
        },
      ],
      write: [mustHoldLease(ctx.db, job), deleteJob(ctx.db, job)],
    })
    if (!committed.done && committed.refused !== 'LEASE_LOST') throw new Problem('VERSION_CONFLICT')
  })
}

/** What came of the last trial; null when there was none. */
export async function readTrial(ctx: Pick<Ctx, 'db'>): Promise<PayPalTrial | null> {
  const last = await findLastTrial(ctx.db)
  if (last === null) return null
  return { id: last.data.trial, at: toIso(last.at), ok: last.data.ok, findings: last.data.findings }
}

/** What is wrong, in words that say what to mend; empty when all is well. */
async function tryPayPal(ctx: Ctx, webhookUrl: string): Promise<string[]> {
  const paypal = paypalOf(ctx.env)
  if (paypal === null)
    return ['PayPal is not configured: set PAYPAL_CLIENT_ID, PAYPAL_CLIENT_SECRET and PAYPAL_WEBHOOK_ID.']
  const webhook = await readWebhook(ctx, paypal)
  if (webhook.kind === 'problem') return [webhook.because]
  const missing = webhook.events.includes('*') ? [] : paypalEvents.filter((event) => !webhook.events.includes(event))
  return [
    ...(webhook.url === webhookUrl ? [] : [`The webhook sends its events somewhere else: it must be ${webhookUrl}.`]),
    ...(missing.length === 0 ? [] : [`The webhook lacks events: add ${missing.join(', ')}.`]),
  ]
}

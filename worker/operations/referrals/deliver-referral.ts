import { commit } from '../../../db/commit.ts'
import { insertBreakerMoment, updateBreaker } from '../../../db/store/deliveries.ts'
import {
  deleteJob,
  insertJob,
  type JobRow,
  leaseMs,
  mustHoldLease,
  postponeJob,
  routeJob,
} from '../../../db/store/jobs.ts'
import { updateReferral } from '../../../db/store/referrals.ts'
import { writeTransfer } from '../../../db/store/transfers.ts'
import type { Ctx } from '../../context.ts'
import type { Attempt } from '../../delivery/attempt.ts'
import { send } from '../../delivery/send.ts'
import { release, settle } from '../../domain/billing/postings.ts'
import { isOpen } from '../../domain/delivery/breaker.ts'
import {
  afterAttempt,
  type Delivering,
  type DeliveryPlan,
  isSettled,
  whileBreakerOpen,
} from '../../domain/delivery/plan.ts'
import { purgeLater } from '../housekeeping/purge-raw.ts'
import { jitter } from '../jitter.ts'
import { noticeJob } from '../notices/notice-job.ts'
import { announceOutcome } from './announce-outcome.ts'
import { deliveryNotices } from './delivery-notices.ts'
import { type LoadedDelivery, loadDelivery, parcelFor } from './load-delivery.ts'

/** A retry that is due within this time is waited for; later ones are left to the next sweep. */
const soonMs = 10_000
const mostCommits = 5

/**
 * Hands one referral over, once, and commits what came of it: the attempt as history, the hold settled or released,
 * the next try, the partner's breaker, notices, and the search for another partner. Runs as a job, under its lease.
 * A repeat always carries the same reference.
 */
export async function deliverReferral(
  ctx: Ctx,
  { leadId, partnerId, mailId, job }: { leadId: string; partnerId: number; mailId?: string | undefined; job: JobRow },
): Promise<void> {
  const loaded = await loadDelivery(ctx, leadId, partnerId)
  if (loaded === null || !isDeliverable(loaded.row.state)) return drop(ctx, job)
  // A retry that outlived its purpose: a person, or a redelivery, has settled the referral meanwhile.
  if (isSettled(loaded.row.state) && mailId === undefined) return drop(ctx, job)
  if (loaded.delivery.internet !== null && isOpen(loaded.breaker, ctx.now)) {
    await settleDelivery(ctx, { loaded, job, attempt: null })
    return
  }
  const attempt = await send(ctx, {
    pack: () => parcelFor(loaded),
    reference: loaded.reference,
    delivery: loaded.delivery,
    ...(mailId === undefined ? {} : { mailId }),
  })
  await settleDelivery({ ...ctx, now: ctx.now + attempt.tookMs }, { loaded, job, attempt })
}

const deliverable = ['referred', 'accepted', 'unknown', 'delivered'] as const

const isDeliverable = (state: string): state is Delivering['state'] =>
  (deliverable as readonly string[]).includes(state)

/** Commits what one try came to; when the referral has moved meanwhile, what follows is decided anew from there. */
async function settleDelivery(
  ctx: Ctx,
  { loaded, job, attempt }: { loaded: LoadedDelivery; job: JobRow; attempt: Attempt | null },
): Promise<void> {
  let current = loaded
  for (let tries = 0; tries < mostCommits; tries++) {
    const plan = decide(ctx, { loaded: current, job, attempt })
    const next = nextJob(ctx, { job, attempt, plan })
    const followUps = followUpJobs(ctx, { loaded: current, job, attempt, plan })
    const news = announceOutcome(ctx, current, plan.state)
    const committed = await commit(ctx, {
      history: [historyOf(current, { job, attempt, plan })],
      write: [
        mustHoldLease(ctx.db, job),
        ...postings(ctx, current, plan),
        updateReferral(ctx.db, {
          leadId: current.row.lead_id,
          partnerId: current.row.partner_id,
          version: current.row.version + 1,
          state: plan.state,
          deliveredAt: plan.money === 'settle' ? ctx.now : current.row.delivered_at,
          remoteId: attempt?.remoteId ?? current.row.remote_id,
        }),
        ...breakerWrites(ctx, current, plan),
        next === null ? deleteJob(ctx.db, job) : postponeJob(ctx.db, job, next),
        ...followUps.map((followUp) => insertJob(ctx.db, followUp)),
        ...(attempt === null
          ? []
          : purgeLater(ctx, {
              leadId: current.row.lead_id,
              reference: current.reference,
              version: current.row.version + 1,
            })),
        ...news.write,
      ],
      read: news.read,
    })
    if (committed.done) {
      news.start(committed.rows)
      for (const followUp of followUps) ctx.startJob(followUp)
      if (next?.startsAfterMs !== undefined) ctx.startJob(next.job, next.startsAfterMs)
      return
    }
    if (committed.refused !== 'VERSION_CONFLICT')
      throw new Error(`A delivery could not be settled: ${committed.refused}`)
    current = (await loadDelivery(ctx, current.row.lead_id, current.row.partner_id)) ?? current
    if (!isDeliverable(current.row.state))
      return attempt === null ? drop(ctx, job) : record(ctx, { current, job, attempt })
  }
  throw new Error('A delivery could not be settled: its referral keeps changing')
}

function decide(
  ctx: Ctx,
  { loaded, job, attempt }: { loaded: LoadedDelivery; job: JobRow; attempt: Attempt | null },
): DeliveryPlan {
  const { row, breaker } = loaded
  const delivering = {
    state: row.state as Delivering['state'],
    attempt: job.attempts,
    // A try that was started and left no record may have reached the partner before it died; and a redelivery that a
    // person asked for never knows that it is the first.
    everReached: row.ever_reached === 1 || row.tries < job.attempts - 1 || job.data.mailId !== undefined,
    since: Math.max(row.referred_at, row.deliver_after),
    breaker,
    now: ctx.now,
    jitter: jitter(ctx),
  }
  return attempt === null ? whileBreakerOpen(delivering) : afterAttempt(attempt, delivering)
}

/**
 * When the job runs again and whether this invocation waits for it; null when it is done. A try that the breaker forbade
 * was none: counted, it would look like one that was lost on its way.
 */
function nextJob(
  ctx: Ctx,
  { job, attempt, plan: { retryAt } }: { job: JobRow; attempt: Attempt | null; plan: DeliveryPlan },
): { due: number; attempts: number; job: JobRow; startsAfterMs?: number } | null {
  if (retryAt === null) return null
  const waits = retryAt - ctx.now
  const made = attempt === null ? job.attempts - 1 : job.attempts
  if (waits > soonMs) return { due: retryAt, attempts: made, job }
  // Run by this invocation under a lease of its own, so that no sweep takes it in between.
  const due = retryAt + leaseMs
  const attempts = made + 1
  return { due, attempts, job: { ...job, due, attempts }, startsAfterMs: Math.max(0, waits) }
}

function historyOf(
  { row, reference }: LoadedDelivery,
  { job, attempt, plan }: { job: JobRow; attempt: Attempt | null; plan: DeliveryPlan },
) {
  const { outcome, because, via, remoteId, reached, tookMs } = attempt ?? {
    outcome: null,
    because: "The partner's server is failing; nothing is sent to it for now.",
    via: null,
    remoteId: null,
    reached: false,
    tookMs: 0,
  }
  return {
    id: reference,
    version: row.version + 1,
    event: attempt === null ? 'referral.waiting' : 'referral.delivery',
    data: {
      attempt: job.attempts,
      outcome,
      because,
      via,
      remoteId,
      reached,
      tookMs,
      state: plan.state,
      money: plan.money,
      retryAt: plan.retryAt,
    },
    ...(attempt === null ? {} : { raw: { request: attempt.request, answer: attempt.answer, reason: attempt.reason } }),
  }
}

function postings(ctx: Ctx, { row, reference }: LoadedDelivery, { money }: DeliveryPlan): D1PreparedStatement[] {
  const priced = { referralId: reference, partnerId: row.partner_id, priceMinor: row.price }
  const lines = money === 'settle' ? settle(priced, 'accepted') : money === 'release' ? release(priced) : []
  return lines.map((line) => writeTransfer(ctx.db, line, ctx.now))
}

/** What the try did to the partner's breaker; that it opened or closed is kept, so that its past can be told (C5). */
function breakerWrites(ctx: Ctx, { row }: LoadedDelivery, { breaker }: DeliveryPlan): D1PreparedStatement[] {
  if (breaker === null) return []
  const moment = { at: ctx.now, breakerUntil: breaker.breakerUntil }
  return [insertBreakerMoment(ctx.db, row.partner_id, moment), updateBreaker(ctx.db, row.partner_id, breaker)]
}

/** What else must happen, each as a job in the same batch: another partner, the e-mail copy, notices. */
function followUpJobs(
  ctx: Ctx,
  { loaded, job, attempt, plan }: { loaded: LoadedDelivery; job: JobRow; attempt: Attempt | null; plan: DeliveryPlan },
): JobRow[] {
  const { row, reference } = loaded
  const born = { due: ctx.now + leaseMs, attempts: 1, party: null }
  const version = row.version + 1
  return [
    ...(plan.reroute ? [routeJob(ctx.now, { leadId: row.lead_id, because: `${reference}:${version}` })] : []),
    ...(attempt?.copyByEmail && (row.state !== 'delivered' || followsCall(loaded, job))
      ? [
          {
            ...born,
            id: `copy:${reference}`,
            kind: 'copy-by-email',
            data: { leadId: row.lead_id, partnerId: row.partner_id },
          },
        ]
      : []),
    ...deliveryNotices(loaded, { job, attempt, plan }).map(({ to, ...notice }) =>
      noticeJob(ctx.now, { notice, to, about: `${reference}:${version}` }),
    ),
  ]
}

/** The first delivery behind a transferred call, which was itself the delivery; a redelivery has a mail id of its own. */
const followsCall = ({ reference }: LoadedDelivery, { data }: JobRow): boolean => data.mailId === reference

/** A try whose referral was decided while it was out: it changes nothing any more, and stays on record. */
async function record(
  ctx: Ctx,
  { current, job, attempt }: { current: LoadedDelivery; job: JobRow; attempt: Attempt },
): Promise<void> {
  const { row } = current
  const plan: DeliveryPlan = {
    state: row.state,
    money: 'keep',
    retryAt: null,
    reroute: false,
    notices: [],
    breaker: null,
  }
  await commit(ctx, {
    history: [historyOf(current, { job, attempt, plan })],
    write: [
      mustHoldLease(ctx.db, job),
      updateReferral(ctx.db, {
        leadId: row.lead_id,
        partnerId: row.partner_id,
        version: row.version + 1,
        state: row.state,
        deliveredAt: row.delivered_at,
        remoteId: row.remote_id,
      }),
      deleteJob(ctx.db, job),
    ],
  })
}

/** A job whose referral has nothing left to deliver. */
async function drop(ctx: Ctx, job: JobRow): Promise<void> {
  await commit(ctx, { history: [], write: [deleteJob(ctx.db, job)] })
}

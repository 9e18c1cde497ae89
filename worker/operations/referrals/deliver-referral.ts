import type { ReferralProgress } from '../../../contract/referral.ts'
import { commit } from '../../../db/commit.ts'
import { insertBreakerMoment, updateBreaker } from '../../../db/store/deliveries.ts'
import { deleteJob, insertJob, type JobRow, leaseMs, mustHoldLease, postponeJob } from '../../../db/store/jobs.ts'
import { updateReferral } from '../../../db/store/referrals.ts'
import type { Ctx } from '../../context.ts'
import type { Attempt } from '../../delivery/attempt.ts'
import { send } from '../../delivery/send.ts'
import { isOpen } from '../../domain/delivery/breaker.ts'
import { isOffer } from '../../domain/delivery/offer.ts'
import { afterAttempt, type Delivering, type DeliveryPlan, whileBreakerOpen } from '../../domain/delivery/plan.ts'
import { giveBack, reachPoint } from '../billing/reach-point.ts'
import { dropJob } from '../drop-job.ts'
import { purgeLater } from '../housekeeping/purge-raw.ts'
import { jitter } from '../jitter.ts'
import { offerReferral } from '../offers/offer-referral.ts'
import { announceOutcome } from './announce-outcome.ts'
import { deliveryHistory } from './delivery-history.ts'
import { type LoadedDelivery, loadDelivery, parcelFor } from './load-delivery.ts'
import { outcomeJobs } from './outcome-jobs.ts'

/** A retry that is due within this time is waited for; later ones are left to the next sweep. */
const soonMs = 10_000
const mostCommits = 5

/**
 * Hands one referral over, once, and commits what came of it: the attempt as history, the hold settled or released,
 * the next try, the partner's breaker, notices, and where the lead goes next. Runs as a job, under its lease. A repeat
 * always carries the same reference. Nothing is sent of an offer that its partner has not accepted (D6), nor of a
 * referral that was ended meanwhile.
 */
export async function deliverReferral(
  ctx: Ctx,
  { leadId, partnerId, mailId, job }: { leadId: string; partnerId: number; mailId?: string | undefined; job: JobRow },
): Promise<void> {
  const loaded = await loadDelivery(ctx, leadId, partnerId)
  if (loaded === null) return dropJob(ctx, job)
  if (isOffered(loaded)) return offerReferral(ctx, { leadId, partnerId, job })
  if (!isDeliverable(loaded)) return dropJob(ctx, job)
  // A retry that outlived its purpose: a person, or a redelivery, has settled the referral meanwhile.
  if (loaded.row.state === 'delivered' && mailId === undefined) return dropJob(ctx, job)
  if (loaded.delivery.internet !== null && isOpen(loaded.breaker, ctx.now)) {
    await settleDelivery(ctx, { loaded, job, attempt: null })
    return
  }
  const attempt = await send(ctx, {
    pack: () => parcelFor(loaded),
    reference: loaded.reference,
    delivery: loaded.delivery,
    template: loaded.template,
    ...(mailId === undefined ? {} : { mailId }),
  })
  await settleDelivery({ ...ctx, now: ctx.now + attempt.tookMs }, { loaded, job, attempt })
}

const deliverable = ['referred', 'accepted', 'unknown', 'delivered'] as const

const isDeliverable = ({ row: { state } }: LoadedDelivery): boolean =>
  (deliverable as readonly string[]).includes(state)

const isOffered = ({ row: { state, accept_by } }: LoadedDelivery): boolean => isOffer({ state, acceptBy: accept_by })

interface Try {
  loaded: LoadedDelivery
  job: JobRow
  /** null: the partner's breaker forbade it. */
  attempt: Attempt | null
}

/** Commits what one try came to; when the referral has moved meanwhile, what follows is decided anew from there. */
async function settleDelivery(ctx: Ctx, { loaded, job, attempt }: Try): Promise<void> {
  let current = loaded
  for (let tries = 0; tries < mostCommits; tries++) {
    const { row } = current
    const plan = decide(ctx, { loaded: current, job, attempt })
    const next = nextJob(ctx, { job, attempt, plan })
    const followUps = outcomeJobs(ctx, { loaded: current, job, attempt, plan })
    const news = announceOutcome(ctx, current, plan.state)
    const money = moneyOf(ctx, current, plan)
    const committed = await commit(ctx, {
      history: [deliveryHistory(ctx.now, current, { job, attempt, plan })],
      write: [
        mustHoldLease(ctx.db, job),
        ...money.write,
        updateReferral(ctx.db, {
          leadId: row.lead_id,
          partnerId: row.partner_id,
          version: row.version + 1,
          state: plan.state,
          deliveredAt: plan.state === 'delivered' ? (row.delivered_at ?? ctx.now) : row.delivered_at,
          remoteId: attempt?.remoteId ?? row.remote_id,
          ...money.referral,
        }),
        ...breakerWrites(ctx, current, plan),
        next === null ? deleteJob(ctx.db, job) : postponeJob(ctx.db, job, next),
        ...followUps.map((followUp) => insertJob(ctx.db, followUp)),
        ...purgeRawLater(ctx, current, attempt),
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
    current = (await loadDelivery(ctx, row.lead_id, row.partner_id)) ?? current
    if (!isDeliverable(current))
      return attempt === null ? dropJob(ctx, job) : record(ctx, { loaded: current, job, attempt })
  }
  throw new Error('A delivery could not be settled: its referral keeps changing')
}

function decide(ctx: Ctx, { loaded: { row, breaker, rules }, job, attempt }: Try): DeliveryPlan {
  const lost = row.tries < job.attempts - 1
  const delivering = {
    state: row.state as Delivering['state'],
    attempt: job.attempts,
    // A try that was started and left no record may have reached the partner before it died; and a redelivery that a
    // person asked for never knows that it is the first.
    everReached: row.ever_reached === 1 || lost || job.data.mailId !== undefined,
    lost,
    since: Math.max(row.referred_at, row.deliver_after),
    breaker,
    now: ctx.now,
    jitter: jitter(ctx),
    ...rules,
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

/** What the outcome does to the hold, and what the referral says of it afterwards. */
function moneyOf(
  ctx: Ctx,
  { row }: LoadedDelivery,
  { money }: DeliveryPlan,
): { write: D1PreparedStatement[]; referral: { progress?: ReferralProgress; releasedAt?: number } } {
  if (money === 'keep') return { write: [], referral: {} }
  if (money === 'release') return { write: giveBack(ctx, row), referral: { releasedAt: ctx.now } }
  const { write, progress } = reachPoint(ctx, row, 'accepted')
  return { write, referral: { progress } }
}

/** What the try did to the partner's breaker; that it opened or closed is kept, so that its past can be told (C5). */
function breakerWrites(ctx: Ctx, { row }: LoadedDelivery, { breaker }: DeliveryPlan): D1PreparedStatement[] {
  if (breaker === null) return []
  const moment = { at: ctx.now, breakerUntil: breaker.breakerUntil }
  return [insertBreakerMoment(ctx.db, row.partner_id, moment), updateBreaker(ctx.db, row.partner_id, breaker)]
}

const purgeRawLater = (ctx: Ctx, { row, reference }: LoadedDelivery, attempt: Attempt | null): D1PreparedStatement[] =>
  attempt === null ? [] : purgeLater(ctx, { leadId: row.lead_id, reference, version: row.version + 1 })

/** A try whose referral was decided while it was out: it changes nothing any more, and stays on record. */
async function record(ctx: Ctx, { loaded, job, attempt }: Try & { attempt: Attempt }): Promise<void> {
  const { row } = loaded
  const plan: DeliveryPlan = {
    state: row.state,
    money: 'keep',
    retryAt: null,
    goesTo: null,
    notices: [],
    breaker: null,
  }
  await commit(ctx, {
    history: [deliveryHistory(ctx.now, loaded, { job, attempt, plan })],
    write: [
      mustHoldLease(ctx.db, job),
      updateReferral(ctx.db, { leadId: row.lead_id, partnerId: row.partner_id, version: row.version + 1 }),
      deleteJob(ctx.db, job),
      ...purgeRawLater(ctx, loaded, attempt),
    ],
  })
}

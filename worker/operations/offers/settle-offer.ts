import type { AutomationEvent } from '../../../contract/automation.ts'
import type { ReferralView } from '../../../contract/lead.ts'
import { deleteJob, insertJob, type JobRow, leaseMs } from '../../../db/store/jobs.ts'
import { endOffer } from '../../../db/store/offers.ts'
import { updateReferral } from '../../../db/store/referrals.ts'
import type { Ctx } from '../../context.ts'
import { afterAct, type OfferAct, type OfferPlan } from '../../domain/delivery/offer.ts'
import { Problem } from '../../problem.ts'
import { announceAll } from '../automations/announce-all.ts'
import { giveBack, reachPoint } from '../billing/reach-point.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import type { LoadedDelivery } from '../referrals/load-delivery.ts'
import { onwardJobs } from '../referrals/onward-job.ts'
import { forPartner, ownReferralView } from '../referrals/referral-view.ts'

interface OfferToSettle {
  loaded: LoadedDelivery
  act: OfferAct
  /** What history keeps beside the state. */
  data?: Record<string, unknown>
  write?: D1PreparedStatement[]
  jobs?: JobRow[]
}

/**
 * Commits what becomes of an offer (D6): accepted, it is charged and then delivered; otherwise the hold goes back and the
 * lead goes on. Of an acceptance, a refusal and a lapse at once one wins: each of them takes the referral's next version.
 * Problems: NOT_OFFERED, OFFER_LAPSED, VERSION_CONFLICT.
 */
export async function settleOffer(
  ctx: Ctx,
  { loaded, act, data = {}, write = [], jobs: also = [] }: OfferToSettle,
): Promise<ReferralView> {
  const { row, reference, rules } = loaded
  const { lead_id: leadId, partner_id: partnerId, accept_by: acceptBy, state } = row
  const plan = afterAct(act, { state, acceptBy, now: ctx.now, reroutesRefused: rules.reroutesRefused })
  if (!plan.done) throw refusal(plan.because, loaded)
  const version = row.version + 1
  const because = `${reference}:${version}`
  const money = moneyOf(ctx, loaded, plan)
  const jobs = [
    ...(plan.goesTo === 'deliver' ? [deliveryJob(ctx.now, { leadId, partnerId })] : []),
    ...onwardJobs(ctx.now, { leadId, because, goesTo: plan.goesTo }),
    ...also,
  ]
  const news = announceAll(ctx, { leadId, leadTypeId: row.lead_type_id, because, partnerId }, events[act])
  // What a dry run would make its partner's own is not its own: where an appointment is comes with a real yes (D6).
  const answer = ownReferralView(ctx, {
    ...(ctx.dryRun && ctx.actor.kind === 'partner' ? forPartner(row) : row),
    state: plan.state,
    accept_by: plan.state === 'accepted' ? null : acceptBy,
    ...money.after,
  })
  const rows = await commitOrThrow(ctx, {
    history: [{ id: reference, version, event: events[act][0], data: { state: plan.state, ...data } }],
    write: [
      ...write,
      ...money.write,
      updateReferral(ctx.db, {
        leadId,
        partnerId,
        version,
        state: plan.state,
        progress: money.after.progress ?? null,
        releasedAt: money.after.released_at ?? null,
      }),
      ...(plan.state === 'accepted' ? [endOffer(ctx.db, { leadId, partnerId })] : []),
      // The job that would let it lapse; one that is under way finds no offer any more.
      deleteJob(ctx.db, { due: acceptBy!, id: `offer:${leadId}:${partnerId}` }),
      ...jobs.map((job) => insertJob(ctx.db, job)),
      ...news.write,
    ],
    read: news.read,
    answer,
  })
  news.start(rows)
  for (const job of jobs) ctx.startJob(job)
  return answer
}

/** Most telling first: it names the row in history. */
const events = {
  accept: ['referral.accepted'],
  decline: ['referral.declined', 'referral.rejected'],
  lapse: ['referral.lapsed', 'referral.rejected'],
} as const satisfies Record<OfferAct, readonly [AutomationEvent, ...AutomationEvent[]]>

function moneyOf(
  ctx: Ctx,
  { row }: LoadedDelivery,
  { money }: OfferPlan & { done: true },
): {
  write: D1PreparedStatement[]
  after: { progress?: ReturnType<typeof reachPoint>['progress']; released_at?: number }
} {
  if (money === 'release') return { write: giveBack(ctx, row), after: { released_at: ctx.now } }
  const { write, progress } = reachPoint(ctx, row, 'accepted')
  return { write, after: { progress } }
}

const deliveryJob = (now: number, { leadId, partnerId }: { leadId: string; partnerId: number }): JobRow => ({
  due: now + leaseMs,
  id: `deliver:${leadId}:${partnerId}`,
  kind: 'deliver-referral',
  data: { leadId, partnerId },
  attempts: 1,
  party: partnerId,
})

function refusal(because: (OfferPlan & { done: false })['because'], { row }: LoadedDelivery): Problem {
  if (because === 'OFFER_LAPSED') return new Problem('OFFER_LAPSED')
  // Only a job lets offers lapse, and it comes when their time is over.
  if (because === 'NOT_DUE') return new Problem('VERSION_CONFLICT')
  return new Problem('NOT_OFFERED', { detail: `This referral is ${row.state}.` })
}

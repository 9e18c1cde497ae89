import { formatId } from '../../../contract/id.ts'
import type { Referred } from '../../../contract/refer.ts'
import { toIso } from '../../../contract/time.ts'
import { commit } from '../../../db/commit.ts'
import { insertJob } from '../../../db/store/jobs.ts'
import { type LeadRow, updateLeadLocation } from '../../../db/store/leads.ts'
import { claimReferrals, mustHaveReferrals, selectReferralsOfLead } from '../../../db/store/referrals.ts'
import { insertSetup } from '../../../db/store/setups.ts'
import { parkTurns } from '../../../db/store/turns.ts'
import type { Ctx } from '../../context.ts'
import { methodNamed } from '../../domain/routing/methods.ts'
import { appointmentJob, startAppointmentJob } from '../appointments/appointment-job.ts'
import { announceAll } from '../automations/announce-all.ts'
import { mustBeCurrent } from '../leads/load-lead-type.ts'
import { referralView } from '../referrals/referral-view.ts'
import type { RoutingAttempt } from '../routing/attempts.ts'
import { decisionRow } from '../routing/kept-trace.ts'
import { methodOf, stillContactable } from '../routing/plan-route.ts'
import { type Trace, traceOf } from '../routing/trace.ts'
import type { ChosenPartner, HandRoute } from './chosen-partner.ts'
import { byCall, byDelivery } from './hand-over.ts'
import { inactiveSetupHistory } from './inactive-setup.ts'

export interface HandReferral {
  lead: LeadRow
  route: HandRoute
  chosen: ChosenPartner
  attempt: RoutingAttempt
  /** Why, in a person's words; '' when nothing was said. */
  reason: string
}

type Outcome = { done: true; answer: Referred } | { done: false; refused: string; about: string }

/** One commit holds a referral by hand: lead, referral with turn, caps and hold, its delivery, its appointment. */
export async function commitReferral(ctx: Ctx, referral: HandReferral): Promise<Outcome> {
  const { lead, route, chosen, attempt, reason } = referral
  const { leadId, leadType, ownReferrals, appointment = null } = route
  const { claimant, newSetup, plan } = chosen
  const { partnerId, deliverAfter } = claimant
  const version = lead.version + 1
  const method = methodOf(route)!
  const isCall = methodNamed(method).isCall
  const handOver = isCall ? byCall(ctx, route, chosen) : byDelivery(ctx, route)
  const job =
    appointment && appointmentJob(ctx.now, { leadId, partnerId, sequence: appointment.sequence }, { deliverAfter })
  const because = `${leadId}:${version}`
  const announced = announceAll(ctx, { leadId, leadTypeId: leadType.id, because, partnerId }, [
    'lead.referred',
    ...(isCall ? (['referral.delivered'] as const) : []),
    ...(appointment === null ? [] : (['appointment.booked'] as const)),
  ])
  const answer = answerOf(ctx, referral)
  const committed = await commit(ctx, {
    history: [
      decisionRow({ id: leadId, version, event: 'lead.referred', data: recordOf(referral) }),
      ...(newSetup === null ? [] : [inactiveSetupHistory(newSetup, { leadId, reason })]),
      ...handOver.history,
    ],
    write: [
      mustBeCurrent(ctx.db, leadType),
      updateLeadLocation(ctx.db, { id: leadId, version, location: 'routed' }),
      ...(newSetup === null ? [] : [insertSetup(ctx.db, newSetup)]),
      ...stillContactable(ctx, route.personKeys, [claimant]),
      claimReferrals(
        ctx.db,
        { leadId, leadTypeId: leadType.id, method, appointment, at: ctx.now, claimants: [claimant], wanted: 1 },
        { ignoringTurns: plan === null || attempt.ignoringTurns },
      ),
      mustHaveReferrals(ctx.db, leadId, ownReferrals.length + 1),
      ...handOver.write,
      ...(plan === null || plan.parks.length === 0 ? [] : [parkTurns(ctx.db, plan.parks)]),
      ...(job === null ? [] : [insertJob(ctx.db, job)]),
      ...announced.write,
    ],
    read: [...announced.read, selectReferralsOfLead(ctx.db, leadId)],
    answer,
  })
  if (!committed.done) return committed
  for (const started of handOver.jobsOf(committed.rows.at(-1)!)) ctx.startJob(started)
  if (job !== null) startAppointmentJob(ctx, job)
  announced.start(committed.rows)
  return { done: true, answer }
}

/** What the lead's history keeps: to whom and how, and for what reason which criteria were overridden. */
function recordOf({ route, chosen, attempt, reason }: HandReferral): Record<string, unknown> & { trace?: Trace } {
  const { claimant, overridden, plan } = chosen
  return {
    partner: formatId('partner', claimant.partnerId),
    setup: formatId('setup', claimant.setupId),
    method: methodOf(route),
    priceMinor: claimant.priceMinor,
    ...(route.appointment && { appointmentAt: toIso(route.appointment.startsAt) }),
    ...(overridden.length > 0 && { overridden }),
    ...(reason !== '' && { reason }),
    ...(plan !== null && { trace: traceOf(route, plan, attempt) }),
  }
}

/** Known before the commit, so that it can be stored in it (D16). */
function answerOf(ctx: Ctx, { route, chosen: { partner, claimant } }: HandReferral): Referred {
  const { leadId, leadType, ownReferrals, appointment = null } = route
  const isCall = methodNamed(methodOf(route)!).isCall
  const number = ownReferrals.length + 1
  const view = referralView(
    {
      lead_id: leadId,
      partner_id: partner.partnerId,
      method: methodOf(route)!,
      state: isCall ? 'delivered' : 'referred',
      price: claimant.priceMinor,
      progress: isCall ? 'accepted' : 'referred',
      charges: claimant.charges && JSON.stringify(claimant.charges),
      released_at: null,
      referred_at: ctx.now,
      deliver_after: claimant.deliverAfter,
      accept_by: claimant.acceptBy,
      delivered_at: isCall ? ctx.now : null,
      remote_id: null,
      sub_lead: number > 1 || leadType.preferences.settings.alwaysSubLead ? number : null,
      appointment: appointment && JSON.stringify(appointment),
    },
    { partnerName: partner.partnerName, currency: leadType.currency },
  )
  return { ...view, transferNumber: isCall ? partner.facts.partner.transferNumber : null }
}

import { leadIdTime } from '../../../contract/id.ts'
import type { LeadReceipt } from '../../../contract/lead.ts'
import type { Money } from '../../../contract/money.ts'
import { hourMs } from '../../../contract/time.ts'
import { commit } from '../../../db/commit.ts'
import { insertJob, type JobRow } from '../../../db/store/jobs.ts'
import { insertDedupeKeys, insertLead } from '../../../db/store/leads.ts'
import { selectReferralsOfLead } from '../../../db/store/referrals.ts'
import type { ChannelName } from '../../capture/channels.ts'
import type { Ctx } from '../../context.ts'
import { routesByItself } from '../../domain/routing/methods.ts'
import { Problem } from '../../problem.ts'
import { announceAll } from '../automations/announce-all.ts'
import type { CopyToOriginal } from '../people/copy-to-original.ts'
import type { PersonFacts } from '../people/person-facts.ts'
import { readPerson } from '../people/read-person.ts'
import { afterRefusal, firstAttempt, type RoutingAttempt } from '../routing/attempts.ts'
import { deliveryJobs } from '../routing/delivery-jobs.ts'
import { decisionRow } from '../routing/kept-trace.ts'
import { planRoute, planWrites, type RoutePlan } from '../routing/plan-route.ts'
import { traceOf } from '../routing/trace.ts'
import { mustHoldKey, mustIntroduce } from './capture-conditions.ts'
import { type Capture, captureOutcome } from './capture-outcome.ts'
import { findReceipt, submissionHash } from './capture-receipt.ts'
import { personWrites, verdictOn } from './capture-verdict.ts'
import { graceMs } from './find-silent-losses.ts'
import { mustBeCurrent } from './load-lead-type.ts'
import { type Owed, readOwed } from './owed-for-lead.ts'
import { type ReadSubmission, readSubmission } from './read-submission.ts'
import { unreferredNotice } from './unreferred-notice.ts'

export interface CaptureLead {
  /** Made by whoever submits, and the same at every repetition; made here when absent. */
  id?: string | null
  leadTypeId: number
  introducerId: number | null
  channel: ChannelName
  pageUrl: string | null
  /** As the door gave them, not checked yet. */
  fields: unknown
  isTest?: boolean
  /** What it cost, where the broker says so; otherwise what its introducer's terms say. */
  cost?: Money | null
}

/**
 * Takes a lead in. For an immediate type one commit holds the lead, its history with the decision trace, referrals,
 * holds and delivery jobs (ENGINE 1); when no plan can be committed, the lead is committed alone with a job to route
 * it. A duplicate that the broker does not want, a person who asked not to be contacted and a test are kept as closed
 * leads with the reason, and go to nobody (D11, D1.22). The same id with the same content gets the same answer and
 * changes nothing.
 *
 * Problems: INVALID_BODY with a pointer per field, GROUP_NOT_ALLOWED, ID_TAKEN, NOT_SIGNED_IN when the key was revoked
 * meanwhile.
 */
export async function captureLead(ctx: Ctx, request: CaptureLead): Promise<LeadReceipt> {
  const hash = await submissionHash(ctx, request)
  let submission = await readSubmission(ctx, request, {}).catch((problem) => problem as Problem)
  if (submission instanceof Error) {
    // What was taken once stays taken, even where today's lead type would refuse it.
    const first = request.id ? await findReceipt(ctx, request.id, hash) : null
    if (first === null) throw submission
    return first
  }
  let attempt: RoutingAttempt | 'exhausted' = firstAttempt(submission.route.wanted)
  for (let races = 0; ; ) {
    const { route } = submission
    const { plan, person, owed } = await planFor(ctx, submission, attempt)
    const verdict = verdictOn(submission, person)
    const capture = captureOutcome(ctx, { submission, hash, plan, verdict, owed, attempt })
    const joined = await personWrites(ctx, submission, { person, verdict, plan: capture.plan })
    const committed = await commitCapture(ctx, { submission, capture, joined, attempt })
    if (committed.done) return capture.receipt
    const { refused, about } = committed
    if (refused === 'VERSION_CONFLICT' && about === route.leadId) {
      const first = await findReceipt(ctx, route.leadId, hash)
      if (first === null) throw new Problem('TRY_AGAIN')
      return first
    }
    if (refused === 'NOT_INTRODUCER') throw notIntroducer()
    if (refused === 'KEY_CHANGED') throw new Problem('NOT_SIGNED_IN')
    if (refused === 'UNIQUE' && about === 'idempotency.key') throw new Problem('VERSION_CONFLICT')
    if (refused === 'LEAD_TYPE_CHANGED')
      submission = await readSubmission(ctx, request, { fresh: true, leadId: route.leadId })
    else if (['DUPLICATE_RACE', 'PERSON_CHANGED', 'VERSION_CONFLICT'].includes(refused)) {
      // Another lead of the same person came in, or their first lead changed: what is known of them is read anew.
      races += 1
      if (races > mostRaces) throw new Problem('TRY_AGAIN')
    } else {
      const next: RoutingAttempt | 'exhausted' | null =
        attempt === 'exhausted' ? null : afterRefusal(attempt, committed)
      if (next === null) throw new Error(`A lead was refused: ${refused} ${about}`)
      attempt = next
    }
  }
}

const mostRaces = 8

/** Reads what is known of the person, what the lead costs and, for a type that routes by itself, the queue: at once. */
async function planFor(
  ctx: Ctx,
  { request, route }: ReadSubmission,
  attempt: RoutingAttempt | 'exhausted',
): Promise<{ plan: RoutePlan | null; person: PersonFacts; owed: Owed }> {
  const routes = attempt !== 'exhausted' && request.isTest !== true && routesByItself(route.leadType.referralMethod)
  if (!routes) {
    const [person, owed] = await Promise.all([readPerson(ctx, route), readOwed(ctx, route.introduced)])
    return { plan: null, person, owed }
  }
  const plan = await planRoute(ctx, route, attempt)
  return { plan, person: plan.person, owed: plan.owed }
}

async function commitCapture(
  ctx: Ctx,
  {
    submission: { request, route },
    capture: { row, receipt, plan, job, look },
    joined,
    attempt,
  }: { submission: ReadSubmission; capture: Capture; joined: CopyToOriginal; attempt: RoutingAttempt | 'exhausted' },
) {
  const because = `${row.id}:1`
  const announced = announceAll(
    ctx,
    { leadId: row.id, leadTypeId: route.leadType.id, because },
    capturedEvents(receipt, row.unreferred_at !== null),
  )
  const told = row.unreferred_at === null ? null : await unreferredNotice(ctx, route)
  const routed = plan !== null && attempt !== 'exhausted'
  const committed = await commit(ctx, {
    history: [
      decisionRow({
        id: row.id,
        version: 1,
        event: 'lead.captured',
        data: {
          channel: row.channel,
          location: row.location,
          referrals: receipt.referrals,
          ...(row.closed_because === null ? {} : { closedBecause: row.closed_because }),
          ...(row.duplicate_of === null ? {} : { duplicateOf: row.duplicate_of }),
          ...(routed ? { trace: traceOf(route, plan, attempt) } : {}),
        },
      }),
      ...joined.history,
    ],
    write: [
      mustBeCurrent(ctx.db, route.leadType),
      ...mustHoldKey(ctx),
      ...mustIntroduce(ctx, request.introducerId),
      ...joined.write,
      insertLead(ctx.db, row),
      // Only a lead that was accepted makes the next one a duplicate.
      ...(row.closed_because === null
        ? [insertDedupeKeys(ctx.db, { leadId: row.id, at: ctx.now, keys: route.keys.map(({ key }) => key) })]
        : []),
      ...(routed ? planWrites(ctx, route, plan, attempt) : []),
      ...look,
      ...(job === null ? [] : [insertJob(ctx.db, job)]),
      ...lateCheck(ctx, row.id).map((check) => insertJob(ctx.db, check)),
      ...(told === null ? [] : [told.write]),
      ...announced.write,
    ],
    read: [...announced.read, ...(receipt.referrals === 0 ? [] : [selectReferralsOfLead(ctx.db, row.id)])],
    answer: receipt,
  })
  if (committed.done) {
    announced.start(committed.rows)
    const referrals = receipt.referrals === 0 ? [] : committed.rows.at(-1)!
    const jobs: (JobRow | null)[] = [job, told?.job ?? null, ...deliveryJobs(ctx.now, { referrals, except: [] })]
    for (const started of jobs) if (started !== null) ctx.startJob(started)
  }
  return committed
}

/** A lead that was sent long after it was made has an old id, which the regular check does not come by (C17). */
const lateCheck = (ctx: Ctx, leadId: string): JobRow[] =>
  leadIdTime(leadId) > ctx.now - hourMs
    ? []
    : [
        {
          due: ctx.now + 2 * graceMs,
          id: `check:${leadId}`,
          kind: 'check-lead',
          data: { leadId },
          attempts: 0,
          party: null,
        },
      ]

const capturedEvents = ({ location, referrals }: LeadReceipt, isUnreferred: boolean) => [
  'lead.captured' as const,
  ...(referrals > 0 ? (['lead.referred'] as const) : []),
  ...(location === 'held' ? (['lead.held'] as const) : []),
  ...(isUnreferred ? (['lead.unreferred'] as const) : []),
]

const notIntroducer = (): Problem =>
  new Problem('INVALID_BODY', {
    errors: [{ pointer: '/introducerId', code: 'NOT_INTRODUCER', message: 'This partner introduces no leads.' }],
  })

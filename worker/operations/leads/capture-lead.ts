import type { Field } from '../../../contract/fields/field.ts'
import { checkLead } from '../../../contract/fields/lead-schema.ts'
import { leadIdTime, toLeadId } from '../../../contract/id.ts'
import type { LeadReceipt } from '../../../contract/lead.ts'
import { dayMs, minuteMs, toIso } from '../../../contract/time.ts'
import { commit, must } from '../../../db/commit.ts'
import { insertJob, type JobRow, routeJob } from '../../../db/store/jobs.ts'
import { type CaptureRow, insertDedupeKeys, insertLead, type LeadRow, selectCapture } from '../../../db/store/leads.ts'
import { selectReferralsOfLead } from '../../../db/store/referrals.ts'
import type { ChannelName } from '../../capture/channels.ts'
import type { Ctx } from '../../context.ts'
import { placesOfLead } from '../../domain/places/schemes.ts'
import { Problem } from '../../problem.ts'
import { plainHash } from '../keyed-hash.ts'
import { afterRefusal, clockWentBack, firstAttempt, type RoutingAttempt } from '../routing/attempts.ts'
import { deliveryJobs } from '../routing/delivery-jobs.ts'
import { planRoute, planWrites, type RoutePlan, type RouteRequest } from '../routing/plan-route.ts'
import { traceOf } from '../routing/trace.ts'
import { identityKeys } from './identity-keys.ts'
import { loadLeadType, mustBeCurrent } from './load-lead-type.ts'

export interface CaptureLead {
  /** Made by whoever submits, and the same at every repetition; made here when absent. */
  id?: string | null
  leadTypeId: number
  introducerId: number | null
  channel: ChannelName
  pageUrl: string | null
  /** As the door gave them, not checked yet. */
  fields: unknown
}

/**
 * Takes a lead in. For an immediate type one commit holds the lead, its history with the decision trace, referrals,
 * holds and delivery jobs (ENGINE 1); when no plan can be committed, the lead is committed alone with a job to route
 * it. The same id with the same content gets the same answer and changes nothing.
 *
 * Problems: INVALID_BODY with a pointer per field, ID_TAKEN, NOT_SIGNED_IN when the key was revoked meanwhile.
 */
export async function captureLead(ctx: Ctx, request: CaptureLead): Promise<LeadReceipt> {
  const hash = await submissionHash(ctx, request)
  let lead = await readLead(ctx, request, {}).catch((problem) => problem as Problem)
  if (lead instanceof Error) {
    // What was taken once stays taken, even where today's lead type would refuse it.
    const first = request.id ? await findReceipt(ctx, request.id, hash) : null
    if (first === null) throw lead
    return first
  }
  let attempt: RoutingAttempt | 'exhausted' = firstAttempt(lead.route.wanted)
  for (;;) {
    const plan: RoutePlan | null =
      attempt === 'exhausted' || lead.route.leadType.referralMethod !== 'immediate'
        ? null
        : await planRoute(ctx, lead.route, attempt)
    const { row, receipt, job } = outcomeOf(ctx, { lead, hash, plan, attempt })
    const committed = await commit(ctx, {
      history: [
        {
          id: row.id,
          version: 1,
          event: 'lead.captured',
          data: {
            channel: row.channel,
            location: row.location,
            referrals: receipt.referrals,
            ...(plan === null || attempt === 'exhausted' ? {} : { trace: traceOf(lead.route, plan, attempt) }),
          },
        },
      ],
      write: [
        mustBeCurrent(ctx.db, lead.route.leadType),
        ...mustHoldKey(ctx),
        ...mustIntroduce(ctx, request.introducerId),
        insertLead(ctx.db, row),
        insertDedupeKeys(ctx.db, { leadId: row.id, at: ctx.now, keys: lead.keys }),
        ...(plan === null || attempt === 'exhausted' ? [] : planWrites(ctx, lead.route, plan, attempt)),
        ...(job === null ? [] : [insertJob(ctx.db, job)]),
      ],
      read: receipt.referrals === 0 ? [] : [selectReferralsOfLead(ctx.db, row.id)],
      answer: receipt,
    })
    if (committed.done) {
      for (const started of [
        ...(job === null ? [] : [job]),
        ...deliveryJobs(ctx.now, { referrals: committed.rows[0] ?? [], except: [] }),
      ])
        ctx.startJob(started)
      return receipt
    }
    if (committed.refused === 'VERSION_CONFLICT' && committed.about === row.id) {
      const first = await findReceipt(ctx, row.id, hash)
      if (first === null) throw new Problem('TRY_AGAIN')
      return first
    }
    if (committed.refused === 'NOT_INTRODUCER')
      throw wrong('/introducerId', 'NOT_INTRODUCER', 'This partner introduces no leads.')
    if (committed.refused === 'KEY_CHANGED') throw new Problem('NOT_SIGNED_IN')
    if (committed.refused === 'UNIQUE' && committed.about === 'idempotency.key') throw new Problem('VERSION_CONFLICT')
    if (committed.refused === 'LEAD_TYPE_CHANGED') {
      lead = await readLead(ctx, { ...request, id: row.id }, { fresh: true })
      continue
    }
    const next: RoutingAttempt | 'exhausted' | null = attempt === 'exhausted' ? null : afterRefusal(attempt, committed)
    if (next === null) throw new Error(`A lead was refused: ${committed.refused} ${committed.about}`)
    attempt = next
  }
}

interface ReadLead {
  request: CaptureLead
  route: RouteRequest
  values: Record<string, unknown>
  keys: string[]
  quality: string | null
}

/** Parses the submission with the lead type's own fields. Everything that is wrong with it is said at once. */
async function readLead(ctx: Ctx, request: CaptureLead, { fresh = false }: { fresh?: boolean }): Promise<ReadLead> {
  const leadType = await loadLeadType(ctx, request.leadTypeId, { fresh })
  // Nobody is refused from memory: what looks wrong is read once more with the lead type as it is now.
  const readAfresh = () => readLead(ctx, request, { fresh: true })
  if (leadType === null) throw wrong('/leadTypeId', 'NOT_FOUND', 'There is no such lead type.')
  if (leadType.archived && !fresh) return readAfresh()
  if (leadType.archived) throw wrong('/leadTypeId', 'ARCHIVED', 'This lead type takes no leads any more.')
  const checked = checkLead(leadType.fields, request.fields)
  if (!checked.ok && !fresh) return readAfresh()
  if (!checked.ok) throw new Problem('INVALID_BODY', { errors: checked.errors })
  const { codes, outward, quality } = placesOfLead(postcodeIn(leadType.fields, checked.values))
  return {
    request,
    values: checked.values,
    keys: await identityKeys(ctx.env.TENANT_SECRET, { fields: leadType.fields, values: checked.values }),
    quality,
    route: {
      leadId: checkedId(ctx, request.id ?? null),
      leadType,
      introducerId: request.introducerId,
      places: codes,
      outward,
      referredTo: [],
      wanted: leadType.scope,
    },
  }
}

/** What the commit will have done: known before it, so that the answer can be stored in it (D16). */
function outcomeOf(
  ctx: Ctx,
  {
    lead: { request, route, values, quality },
    hash,
    plan,
    attempt,
  }: { lead: ReadLead; hash: string; plan: RoutePlan | null; attempt: RoutingAttempt | 'exhausted' },
): { row: LeadRow; receipt: LeadReceipt; job: JobRow | null } {
  const immediate = route.leadType.referralMethod === 'immediate'
  const referrals = plan?.wanted ?? 0
  const location = !immediate ? 'pending' : referrals === 0 ? 'held' : 'routed'
  const looksAgain = plan === null || plan.cutShort || (attempt !== 'exhausted' && clockWentBack(attempt))
  const goesOn = immediate && referrals < route.wanted && looksAgain
  return {
    row: {
      id: route.leadId,
      version: 1,
      lead_type_id: route.leadType.id,
      introducer_id: request.introducerId,
      key_id: keyIdOf(ctx),
      channel: request.channel,
      received_at: ctx.now,
      location,
      stage: 'new',
      postcode_quality: quality,
      outward: route.outward,
      fields: JSON.stringify(values),
      page_url: request.pageUrl,
      submission_hash: hash,
    },
    receipt: { id: route.leadId, receivedAt: toIso(ctx.now), location, referrals },
    job: goesOn ? routeJob(ctx.now, { leadId: route.leadId, because: `${route.leadId}:1` }) : null,
  }
}

/** What makes two submissions the same: who sent what, as it came, in whatever order. */
const submissionHash = (ctx: Ctx, { leadTypeId, introducerId, fields }: CaptureLead): Promise<string> =>
  plainHash(JSON.stringify([leadTypeId, keyIdOf(ctx), introducerId, inOrder(fields)]))

const inOrder = (fields: unknown): unknown =>
  typeof fields === 'object' && fields !== null
    ? Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1))
    : fields

/**
 * The answer that this id got when it was captured; null when there is no such lead. Problems: ID_TAKEN when the same id
 * came with something else, or from somebody else.
 */
async function findReceipt(ctx: Ctx, id: string, hash: string): Promise<LeadReceipt | null> {
  const first = await selectCapture(ctx.db, id).first<CaptureRow>()
  if (first === null) return null
  if (first.submission_hash !== hash) throw new Problem('ID_TAKEN')
  return { id, receivedAt: toIso(first.received_at), location: first.location, referrals: first.referrals }
}

/** A key that opened the door from memory must still be good when the lead is committed. */
function mustHoldKey({ db, actor, now }: Ctx): D1PreparedStatement[] {
  if (!('keyId' in actor)) return []
  return [
    must(db, {
      ok: `SELECT EXISTS (SELECT 1 FROM access_keys
        WHERE id = ? AND version = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at >= ?))`,
      word: 'KEY_CHANGED',
      params: [actor.keyId, actor.keyVersion, now],
    }),
  ]
}

/** Only a partner with that capability introduces (F25). A form that is live keeps its leads: it was checked when made. */
function mustIntroduce({ db, actor }: Ctx, introducerId: number | null): D1PreparedStatement[] {
  if (introducerId === null || actor.kind === 'form') return []
  return [
    must(db, {
      ok: 'SELECT EXISTS (SELECT 1 FROM partners WHERE id = ? AND introduces = 1)',
      word: 'NOT_INTRODUCER',
      params: [introducerId],
    }),
  ]
}

/** Ids sort by time, so a client's clock may not be far ahead of ours; far behind it may be (sent when back on line). */
function checkedId(ctx: Ctx, id: string | null): string {
  if (id === null) return toLeadId(ctx.newId())
  const madeAt = leadIdTime(id)
  if (madeAt > ctx.now + 10 * minuteMs || madeAt < ctx.now - 180 * dayMs)
    throw wrong('/id', 'ID_TIME', 'The time in this id is not near the present. Check the clock that made it.')
  return id
}

const keyIdOf = ({ actor }: Ctx): number | null => ('keyId' in actor ? actor.keyId : null)

const wrong = (pointer: string, code: string, message: string): Problem =>
  new Problem('INVALID_BODY', { errors: [{ pointer, code, message }] })

/** The lead's postcode: its first field of that kind; null when it has none. */
function postcodeIn(fields: readonly Field[], values: Record<string, unknown>): string | null {
  const field = fields.find(({ kind }) => kind === 'postcode')
  const value = field === undefined ? undefined : values[field.name]
  return typeof value === 'string' ? value : null
}

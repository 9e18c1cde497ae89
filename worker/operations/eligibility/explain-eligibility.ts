import type { EligibilityCode, LeadFailure } from '../../../contract/eligibility.ts'
import type { Report } from '../../../contract/report.ts'
import { toIso } from '../../../contract/time.ts'
import { findPartner } from '../../../db/store/partners.ts'
import type { PairFilter, PairPosition } from '../../../db/store/report.ts'
import type { Ctx } from '../../context.ts'
import { evaluateLead } from '../../domain/eligibility/evaluate-lead.ts'
import type { LeadFacts } from '../../domain/eligibility/facts.ts'
import { typeAt } from '../../domain/replay/facts-then.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { loadLead } from '../leads/load-lead.ts'
import { loadLeadType } from '../leads/load-lead-type.ts'
import { type JudgedPair, judge, type Pair, reportLine } from './judged-pair.ts'
import { leadThen, loadLeadPast } from './load-lead-then.ts'
import { loadPasts } from './load-pasts.ts'
import { loadTimelines } from './load-timelines.ts'
import { pairsNow } from './pairs-now.ts'
import { pairsThen } from './pairs-then.ts'

export interface EligibilityRequest {
  leadId: string | null
  leadTypeId: number | null
  partnerId: number | null
  /** null: now. */
  at: number | null
  eligible: boolean | null
  code: EligibilityCode | null
  after: PairPosition
  limit: number
}

/** How many pairs one answer may look through for those that its filters let pass; the next page goes on from there. */
const mostLooked = 1000

/**
 * The Partner Eligibility Report (F43, F44): for a lead, a lead type, a partner, or everybody; now, or as it was at a
 * moment (C5). It calls the very function that routing calls, and names every failure. A page may be shorter than its
 * limit and still have a next one, where filters let few pass. Problems: NOT_FOUND, INVALID_QUERY for a moment that
 * lies ahead or before the lead or lead type was there.
 */
export async function explainEligibility(ctx: Ctx, request: EligibilityRequest): Promise<Report> {
  requireAdmin(ctx.actor)
  const { at, partnerId, limit } = request
  if (at !== null && at > ctx.now) throw badMoment('IN_FUTURE', 'This lies ahead.')
  if (partnerId !== null && (await findPartner(ctx.db, partnerId)) === null) throw noSuch('partner')
  const subject = at === null ? await subjectNow(ctx, request) : await subjectThen(ctx, { ...request, at })
  const { found, next } = await readPage(ctx, request, subject)
  const unsure = [...new Set([...subject.unsure, ...found.flatMap((pair) => pair.unsure)])]
  return {
    at: toIso(at ?? ctx.now),
    exact: unsure.length === 0,
    notKnown: unsure,
    lead:
      request.leadId === null
        ? null
        : { id: request.leadId, outward: subject.lead?.outward ?? null, failures: subject.leadFailures },
    items: found.slice(0, limit).map(reportLine),
    nextCursor: next === null ? null : `${next.partnerId}~${next.leadTypeId}`,
  }
}

/** What the partners are judged for. */
interface Subject {
  leadTypeId: number | null
  lead: LeadFacts | null
  leadFailures: LeadFailure[]
  unsure: string[]
}

async function subjectNow(ctx: Ctx, { leadId, leadTypeId }: EligibilityRequest): Promise<Subject> {
  const nobody = { lead: null, leadFailures: [], unsure: [] }
  if (leadId !== null) {
    const loaded = await loadLead(ctx, leadId)
    if (loaded === null) throw noSuch('lead')
    const { route, state } = loaded
    return { ...nobody, leadTypeId: route.leadType.id, lead: route, leadFailures: evaluateLead(state) }
  }
  if (leadTypeId !== null && (await loadLeadType(ctx, leadTypeId, { fresh: true })) === null) throw noSuch('lead type')
  return { ...nobody, leadTypeId }
}

async function subjectThen(
  ctx: Ctx,
  { leadId, leadTypeId, at }: EligibilityRequest & { at: number },
): Promise<Subject> {
  const past = leadId === null ? null : await loadLeadPast(ctx, leadId)
  if (leadId !== null && past === null) throw noSuch('lead')
  const typeId = past?.row.lead_type_id ?? leadTypeId
  if (typeId === null) return { leadTypeId: null, lead: null, leadFailures: [], unsure: [] }
  const timelines = await loadTimelines(ctx, { partnerIds: [], leadTypeIds: [typeId], since: at })
  const typePast = (await loadPasts(ctx, timelines, { from: at, until: at })).type(typeId)
  if (typePast === null) throw noSuch('lead type')
  const type = typeAt(typePast, at)
  if (type === null) throw badMoment('NOT_THERE_YET', 'The lead type was made later.')
  if (past === null) return { leadTypeId: typeId, lead: null, leadFailures: [], unsure: type.unsure }
  const lead = await leadThen(ctx, { past, type, at })
  if (lead === null) throw badMoment('NOT_THERE_YET', 'The lead came in later.')
  return { leadTypeId: typeId, lead: lead.facts, leadFailures: evaluateLead(lead.state), unsure: type.unsure }
}

/** Looks through pairs until the page is full and one more is known, or enough was looked through. */
async function readPage(
  ctx: Ctx,
  { partnerId, at, limit, after, eligible, code }: EligibilityRequest,
  { leadTypeId, lead }: Subject,
): Promise<{ found: JudgedPair[]; next: PairPosition | null }> {
  const found: JudgedPair[] = []
  let behind = after
  for (let looked = 0; looked < mostLooked; ) {
    const filter: PairFilter = { partnerId, leadTypeId, after: behind, limit: Math.max(limit + 1, 100) }
    const page = await readPairs(ctx, filter, { at, lead })
    const passing = page.pairs
      .map(judge)
      .filter(
        ({ failures }) =>
          (eligible === null || eligible === (failures.length === 0)) &&
          (code === null || failures.some((failure) => failure.code === code)),
      )
    found.push(...passing)
    if (found.length > limit) return { found: found.slice(0, limit), next: positionOf(found[limit - 1]!) }
    if (page.looked.length < filter.limit) return { found, next: null }
    looked += page.looked.length
    behind = page.looked.at(-1)!
  }
  return { found, next: behind }
}

async function readPairs(
  ctx: Ctx,
  filter: PairFilter,
  { at, lead }: { at: number | null; lead: LeadFacts | null },
): Promise<{ looked: PairPosition[]; pairs: Pair[] }> {
  if (at !== null) return pairsThen(ctx, filter, { at, lead })
  const pairs = await pairsNow(ctx, filter, lead)
  return { looked: pairs, pairs }
}

const positionOf = ({ partnerId, leadTypeId }: PairPosition): PairPosition => ({ partnerId, leadTypeId })

/** The address is right, and what it asks for is not there: that is said, not `nothing at this address`. */
const noSuch = (what: string): Problem => new Problem('NOT_FOUND', { detail: `There is no such ${what}.` })

const badMoment = (code: string, message: string): Problem =>
  new Problem('INVALID_QUERY', { errors: [{ pointer: 'at', code, message }] })

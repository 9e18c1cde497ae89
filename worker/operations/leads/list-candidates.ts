import type { Failure, LeadFailure } from '../../../contract/eligibility.ts'
import type { Ctx } from '../../context.ts'
import { evaluate } from '../../domain/eligibility/evaluate.ts'
import { evaluateLead } from '../../domain/eligibility/evaluate-lead.ts'
import type { HandMethod } from '../../domain/routing/method.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { methodProblems, usualMethod } from '../referring/method-of-referral.ts'
import { type ReportedPartner, readReportFacts } from '../routing/report-facts.ts'
import { loadLead } from './load-lead.ts'

/** Where a page of candidates goes on: among the eligible ones or among the others, behind this partner. */
export interface CandidatesPosition {
  part: 'eligible' | 'others'
  after: number
}

/** A partner that the lead could go to, or everything that keeps it from it. */
export interface JudgedPartner extends ReportedPartner {
  part: CandidatesPosition['part']
  failures: readonly Failure[]
}

export interface CandidateList {
  candidates: JudgedPartner[]
  /** null on the last page. */
  next: CandidatesPosition | null
  /** Why the lead can go to nobody now. */
  leadFailures: LeadFailure[]
  currency: string
}

/** How many partners are read at a time, and for one page at most: then the page comes short, and the next goes on. */
const chunk = 200
const mostRead = 2000

/**
 * Whom a lead can be referred to (F66): the eligible partners first, then the others with everything that they fail,
 * each in the order of their ids. The very function of routing and of the report judges them. The partners are gone
 * through twice, once for each part, and a page is what holds when it is read.
 *
 * Problems: NOT_FOUND, INVALID_QUERY for a method that the lead's type does not take.
 */
export async function listCandidates(
  ctx: Ctx,
  {
    leadId,
    method: asked,
    from,
    limit,
  }: { leadId: string; method: HandMethod | undefined; from: CandidatesPosition; limit: number },
): Promise<CandidateList> {
  requireAdmin(ctx.actor)
  const loaded = await loadLead(ctx, leadId)
  if (loaded === null) throw new Problem('NOT_FOUND')
  const { route, state } = loaded
  const { leadType } = route
  const errors = methodProblems(leadType, asked, 'method')
  if (errors.length > 0) throw new Problem('INVALID_QUERY', { errors })
  const method = usualMethod(leadType, asked)
  const read = (after: number) => readReportFacts(ctx, { leadType, lead: route, after, limit: chunk, method })
  return {
    ...(await readPage(read, from, limit)),
    // Whoever refers gives the appointment with it: here nobody could.
    leadFailures: evaluateLead({ ...state, method }).filter(({ code }) => code !== 'APPOINTMENT_REQUIRED'),
    currency: leadType.currency,
  }
}

async function readPage(
  read: (after: number) => Promise<ReportedPartner[]>,
  from: CandidatesPosition,
  limit: number,
): Promise<Pick<CandidateList, 'candidates' | 'next'>> {
  const found: JudgedPartner[] = []
  let at: CandidatesPosition | null = from
  for (let rows = 0; at !== null && found.length <= limit && rows < mostRead; rows += chunk) {
    const partners = await read(at.after)
    found.push(...partners.map(judge).filter(({ part }) => part === at!.part))
    at = positionBehind(at, partners)
  }
  if (found.length <= limit) return { candidates: found, next: at }
  const candidates = found.slice(0, limit)
  const { part, partnerId: after } = candidates.at(-1)!
  return { candidates, next: { part, after } }
}

function judge(partner: ReportedPartner): JudgedPartner {
  const failures = evaluate(partner.facts)
  return { ...partner, failures, part: failures.length === 0 ? 'eligible' : 'others' }
}

function positionBehind({ part }: CandidatesPosition, partners: readonly ReportedPartner[]): CandidatesPosition | null {
  if (partners.length === chunk) return { part, after: partners.at(-1)!.partnerId }
  return part === 'eligible' ? { part: 'others', after: 0 } : null
}

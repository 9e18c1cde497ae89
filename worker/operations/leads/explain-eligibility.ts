import type { Failure } from '../../../contract/eligibility.ts'
import type { Ctx } from '../../context.ts'
import { evaluate } from '../../domain/eligibility/evaluate.ts'
import { priceOf } from '../../domain/eligibility/facts.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { type ReportedPartner, readReportFacts } from '../routing/report-facts.ts'
import { loadLead } from './load-lead.ts'
import { loadLeadType } from './load-lead-type.ts'

/** One line of the Partner Eligibility Report: every criterion that the partner fails, never only the first (F43). */
export interface ReportLine extends ReportedPartner {
  failures: readonly Failure[]
  priceMinor: number
}

export interface Report {
  leadTypeId: number
  leadId: string | null
  /** One more than asked for when there are more. */
  lines: ReportLine[]
}

type About = { leadId: string } | { leadTypeId: number }

/**
 * The Partner Eligibility Report (F43, F44), for one lead or, lead-independent, for one lead type. It calls the very
 * function that routing calls. Problems: NOT_FOUND.
 */
export async function explainEligibility(
  ctx: Ctx,
  about: About,
  { after, limit, partnerId }: { after: number; limit: number; partnerId: number | null },
): Promise<Report> {
  requireAdmin(ctx.actor)
  const loaded = 'leadId' in about ? await loadLead(ctx, about.leadId) : null
  if ('leadId' in about && loaded === null) throw new Problem('NOT_FOUND')
  const leadType =
    loaded?.route.leadType ?? (await loadLeadType(ctx, (about as { leadTypeId: number }).leadTypeId, { fresh: true }))
  if (leadType === null) throw new Problem('NOT_FOUND')
  const lead =
    loaded === null
      ? null
      : {
          introducerId: loaded.route.introducerId,
          places: loaded.route.places,
          outward: loaded.route.outward,
          referredTo: loaded.route.referredTo,
        }
  const partners = await readReportFacts(ctx, { leadType, lead, after, limit: limit + 1, only: partnerId })
  return {
    leadTypeId: leadType.id,
    leadId: loaded?.lead.id ?? null,
    lines: partners.map((partner) => ({
      ...partner,
      failures: evaluate(partner.facts),
      priceMinor: priceOf(partner.facts),
    })),
  }
}

import { selectWon } from '../../../db/store/fairness.ts'
import type { Ctx } from '../../context.ts'
import type { Chance } from '../../domain/decision/fairness.ts'
import { evaluate } from '../../domain/eligibility/evaluate.ts'
import { evaluateLead } from '../../domain/eligibility/evaluate-lead.ts'
import { factsThen, typeAt } from '../../domain/replay/facts-then.ts'
import { type LeadMoment, type LeadThen, leadsThen } from '../eligibility/load-lead-then.ts'
import type { Pasts } from '../eligibility/load-pasts.ts'
import type { WindowLead } from './leads-of-window.ts'

interface About {
  leads: readonly WindowLead[]
  pasts: Pasts
  partnerId: number
  leadTypeId: number
}

/**
 * What each lead was for one partner: judged when it was first decided on, and once more when it was last, if that was
 * later. Eligible at either is eligible; what kept it away is what the first decision says.
 */
export async function chancesIn(ctx: Ctx, about: About): Promise<{ chances: Chance[]; unsure: string[] }> {
  const moments = about.leads.flatMap((lead) => momentsOf(lead, about))
  const leads = await leadsThen(ctx, moments)
  const unsure = new Set<string>()
  const verdicts = moments.map((moment, i) => {
    const verdict = judge(moment, leads[i]!, about)
    for (const what of verdict.unsure) unsure.add(what)
    return { leadId: moment.past.row.id, ...verdict }
  })
  const byLead = Map.groupBy(verdicts, ({ leadId }) => leadId)
  const won = await wonBy(ctx, about)
  const chances = about.leads.map(({ past }) => {
    const judged = byLead.get(past.row.id) ?? []
    const first = judged[0]?.failures ?? []
    return {
      won: won.has(past.row.id),
      eligible: judged.some(({ failures }) => failures.length === 0),
      failures: first,
    }
  })
  return { chances, unsure: [...unsure] }
}

/** A lead without a decision on record was judged when it came in. */
function momentsOf({ past, decidedAt }: WindowLead, { pasts, leadTypeId }: About): LeadMoment[] {
  const [first = past.row.received_at] = decidedAt
  const last = decidedAt.at(-1) ?? first
  return [...new Set([first, last])].flatMap((at) => {
    const type = typeAt(pasts.type(leadTypeId)!, at)
    return type === null ? [] : [{ past, type, at, except: past.row.id }]
  })
}

/** What keeps a lead from everybody counts as well: a partner can see that nobody was before it there. */
function judge(
  { type, at, except = null }: LeadMoment,
  lead: LeadThen | null,
  { pasts, partnerId, leadTypeId }: About,
): { failures: string[]; unsure: string[] } {
  const past = pasts.partner(partnerId, leadTypeId)
  const then = past === null || lead === null ? null : factsThen(past, type, { at, except, lead: lead.facts })
  // A partner that came later was not there to get it.
  if (then === null || lead === null) return { failures: ['NOT_ACTIVE'], unsure: [] }
  const failures = [...evaluateLead(lead.state), ...evaluate(then.facts)].map(({ code }) => code)
  return {
    failures: failures.filter((code) => code !== 'APPOINTMENT_REQUIRED'),
    unsure: [...type.unsure, ...then.unsure],
  }
}

/** The leads of the window that this partner was referred. */
async function wonBy(ctx: Ctx, { leads, partnerId }: About): Promise<Set<string>> {
  const leadIds = leads.map(({ past }) => past.row.id)
  const { results } = await selectWon(ctx.db, { leadIds, partnerId }).all<{ lead_id: string }>()
  return new Set(results.map((row) => row.lead_id))
}

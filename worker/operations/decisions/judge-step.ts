import type { Failure } from '../../../contract/eligibility.ts'
import { parseId } from '../../../contract/id.ts'
import type { ReferralMethod } from '../../../contract/lead-type.ts'
import type { Ctx } from '../../context.ts'
import { evaluate } from '../../domain/eligibility/evaluate.ts'
import { type FactsThen, factsThen, type TypeThen, typeAt } from '../../domain/replay/facts-then.ts'
import { type LeadPast, type LeadThen, leadThen } from '../eligibility/load-lead-then.ts'
import type { Pasts } from '../eligibility/load-pasts.ts'
import type { Step } from './read-steps.ts'

/** A step with what its moment looked like: from it routing's own criteria give their verdicts once more. */
export interface StepThen {
  step: Step
  type: TypeThen
  lead: LeadThen
  unsure: string[]
  /** The verdict on a partner as it was; null when it was not there. */
  judge(partner: string, versions?: { partner?: number; setup?: number }): VerdictThen | null
}

export interface VerdictThen extends FactsThen {
  failures: Failure[]
}

/** What a decision looked at, in the versions that it kept; what it did itself is left out. null: nothing is known. */
export async function stepThen(
  ctx: Ctx,
  { step, lead, pasts, already }: { step: Step; lead: LeadPast; pasts: Pasts; already: ReadonlySet<number> },
): Promise<StepThen | null> {
  const { at, trace, byHand } = step
  const leadTypeId = lead.row.lead_type_id
  const typePast = pasts.type(leadTypeId)
  const type = typePast === null ? null : typeAt(typePast, at, trace?.versions)
  const then = type === null ? null : await leadThen(ctx, { past: lead, type, at, except: lead.row.id, already })
  if (type === null || then === null) return null
  const method = byHand === null ? type.leadType.referralMethod : (byHand.method as ReferralMethod)
  return {
    step,
    type,
    lead: then,
    unsure: type.unsure,
    judge(partner, versions) {
      const partnerId = parseId('partner', partner)!
      const past = pasts.partner(partnerId, leadTypeId)
      const except = already.has(partnerId) ? null : lead.row.id
      const about = { at, except, lead: then.facts, method, ...(versions !== undefined && { versions }) }
      const facts = past === null ? null : factsThen(past, type, about)
      return facts === null ? null : { ...facts, failures: evaluate(facts.facts) }
    },
  }
}

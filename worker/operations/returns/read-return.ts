import type { ReturnOptions, ReturnView } from '../../../contract/return.ts'
import { returnReasonLabels } from '../../../contract/return-reason.ts'
import { toIsoOrNull } from '../../../contract/time.ts'
import type { Ctx } from '../../context.ts'
import { whyNothingToReturn, whyPolicyRefuses, windowEnd } from '../../domain/returns/decide.ts'
import { rateBps } from '../../domain/returns/rate.ts'
import { found } from '../config/checks.ts'
import { factsOf, loadReturn } from './load-return.ts'
import { namesOf, returnView } from './return-view.ts'

/** One return. A partner sees its own only: to anybody else it is not there. Problems: NOT_FOUND. */
export async function readReturn(ctx: Ctx, of: { leadId: string; partnerId: number }): Promise<ReturnView> {
  const return_ = await loadReturn(ctx, of)
  return returnView(found(return_.current), namesOf(return_), ctx.actor)
}

/**
 * Whether a referral can be returned now and what that takes: the policy that holds for it, its last instant, and the
 * partner's rate. Problems: NOT_FOUND.
 */
export async function readReturnOptions(ctx: Ctx, of: { leadId: string; partnerId: number }): Promise<ReturnOptions> {
  const return_ = await loadReturn(ctx, of)
  const { loaded, policy, counts, current } = return_
  const facts = factsOf(ctx, return_)
  const refusal = whyNothingToReturn(facts) ?? whyPolicyRefuses(facts)
  return {
    referralId: loaded.reference,
    returnable: refusal === null,
    because: refusal,
    until: policy.windowHours === 0 ? null : toIsoOrNull(windowEnd(loaded.row.delivered_at, policy)),
    reasons: policy.reasons.map((code) => ({ code, label: returnReasonLabels[code] })),
    evidence: policy.evidence,
    evidenceNote: policy.evidenceNote,
    rateBps: rateBps(counts),
    maxRateBps: policy.maxRateBps,
    return: current === null ? null : returnView(current, namesOf(return_), ctx.actor),
  }
}

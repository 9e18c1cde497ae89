import type { ProposedRule, ProposeRule } from '../../../contract/answer-test.ts'
import type { Ctx } from '../../context.ts'
import { proposeRule } from '../../delivery/answers/propose/propose-rule.ts'
import { requireSelf } from '../access/require-self.ts'
import { found } from '../config/checks.ts'
import { loadDeliverySettings } from './load-delivery-settings.ts'

/** C14: a rule that reads these answers as they are meant. Nothing is written. Problems: NOT_FOUND. */
export async function proposeAnswerRule(ctx: Ctx, partnerId: number, examples: ProposeRule): Promise<ProposedRule> {
  requireSelf(ctx.actor, partnerId)
  found(await loadDeliverySettings(ctx, partnerId))
  return proposeRule(examples)
}

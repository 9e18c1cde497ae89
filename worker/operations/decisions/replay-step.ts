import type { DecisionStep } from '../../../contract/decision.ts'
import { evaluateLead } from '../../domain/eligibility/evaluate-lead.ts'
import { orderThen } from '../../domain/replay/order-then.ts'
import { spares } from '../routing/plan-route.ts'
import type { StepThen } from './judge-step.ts'
import { versionsByHand } from './read-steps.ts'

/**
 * Decides once more, by routing's own functions on the facts as they are reconstructed, and says what comes out
 * otherwise (C1, C5). Several requests in the same moments see each other in the order of their commits and not of their
 * clocks: then a difference near a limit is possible, and said.
 */
export function replayStep(then: StepThen | null, lots: readonly number[]): DecisionStep['replayed'] {
  if (then === null) return { same: false, exact: false, notKnown: ['the lead type or lead of then'], differences: [] }
  const unsure = [...then.unsure]
  const differences = [...verdictDifferences(then, unsure), ...orderDifferences(then, lots)]
  const notKnown = [...new Set(unsure)]
  return { same: differences.length === 0, exact: notKnown.length === 0, notKnown, differences }
}

function verdictDifferences(then: StepThen, unsure: string[]): string[] {
  const { trace, byHand } = then.step
  const named =
    byHand === null || trace !== null
      ? []
      : [{ ...byHand, failures: byHand.overridden, versions: versionsByHand(byHand) }]
  const traced = trace?.considered ?? []
  return [...traced, ...named].flatMap(({ partner, failures, versions }) => {
    const known = then.judge(partner, versions)
    if (known === null) return [`${partner} cannot be told`]
    unsure.push(...known.unsure)
    const [was, is] = [failures, known.failures].map((list) => list.map(({ code }) => code).join(' ') || 'eligible')
    return was === is ? [] : [`${partner} was ${was}, and comes out as ${is}`]
  })
}

/** The first of the order, as many as were wanted, and that the lead could go to anybody at all. */
function orderDifferences({ step: { trace }, lead }: StepThen, lots: readonly number[]): string[] {
  if (trace === null) return []
  const { considered, ready, wanted, refusals } = trace
  const refused = refusals.map(({ partner }) => partner)
  const again = orderThen({ considered, ready, draws: lots, wanted, spares, refused }).slice(0, wanted)
  const then = considered
    .filter(({ position }) => position !== null && position <= wanted)
    .sort((one, other) => one.position! - other.position!)
    .map(({ partner }) => partner)
  const scope = evaluateLead(lead.state).find(({ code }) => code === 'SCOPE_REACHED')
  return [
    ...(again.join(' ') === then.join(' ')
      ? []
      : [`the order was ${then.join(' ')}, and comes out as ${again.join(' ')}`]),
    ...(scope === undefined ? [] : ['the referral scope comes out as reached']),
  ]
}

import { expect, it } from 'vitest'
import { hourMs, minuteMs, secondMs } from '../../contract/time.ts'
import { evaluateLead } from '../../worker/domain/eligibility/evaluate-lead.ts'
import { explainEligibility } from '../../worker/operations/eligibility/explain-eligibility.ts'
import { loadLead } from '../../worker/operations/leads/load-lead.ts'
import { firstAttempt } from '../../worker/operations/routing/attempts.ts'
import { planRoute } from '../../worker/operations/routing/plan-route.ts'
import { admin } from '../support/config.ts'
import { testCtx } from '../support/ctx.ts'
import { makeLivingBroker, somethingHappens } from '../support/living-broker.ts'
import { randomFrom } from '../support/random.ts'

const seeds = Array.from({ length: 6 }, (_, i) => 9500 + i)
const stepsPerSeed = 50

let compared = 0

it.each(seeds)(
  'promises that a partner is eligible to routing exactly when its report has no failures (seed %i)',
  async (seed) => {
    const random = randomFrom(seed)
    const broker = await makeLivingBroker(random, Date.UTC(2026, 2, 28, 20))
    for (let step = 0; step < stepsPerSeed; step++) {
      broker.now += random.chance(0.15) ? random.below(16) * hourMs : random.below(40) * minuteMs + minuteMs
      await somethingHappens(broker, seed * 1000 + step)
      if (broker.leads.length === 0) continue
      await comparedWithRouting(random.pick(broker.leads), broker.now + 50 * secondMs, `seed ${seed}, step ${step}`)
    }
  },
)

it('promises that it compared many partners', () => {
  expect(compared).toBeGreaterThan(100)
})

/** Asks the queue for everybody whom it would offer this lead now, and the report for everybody. */
async function comparedWithRouting(leadId: string, now: number, at: string): Promise<void> {
  const ctx = testCtx({ now, actor: admin })
  const { route, state } = (await loadLead(ctx, leadId))!
  const plan = await planRoute(ctx, { ...route, wanted: 20 }, firstAttempt(20))
  const report = await explainEligibility(ctx, {
    leadId,
    leadTypeId: null,
    partnerId: null,
    at: null,
    eligible: null,
    code: null,
    after: { partnerId: 0, leadTypeId: 0 },
    limit: 200,
  })
  expect(report.lead!.failures, at).toEqual(evaluateLead(state))
  const lines = new Map(report.items.map((line) => [line.partner.id, line]))
  const offered = plan.considered.filter(({ position }) => position !== null).map(({ partner }) => partner)
  const eligible = report.items.filter((line) => line.eligible).map(({ partner }) => partner.id)
  expect(offered.toSorted(), at).toEqual(eligible.toSorted())
  for (const { partner, failures, priceMinor } of plan.considered) {
    expect(lines.get(partner)!.failures, at).toEqual(failures)
    expect(lines.get(partner)!.priceMinor, at).toBe(priceMinor)
  }
  compared += report.items.length
}

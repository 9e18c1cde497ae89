import { expect, it } from 'vitest'
import { hourMs, minuteMs } from '../../contract/time.ts'
import { explainDecision } from '../../worker/operations/decisions/explain-decision.ts'
import { admin } from '../support/config.ts'
import { testCtx } from '../support/ctx.ts'
import { makeLivingBroker, somethingHappens } from '../support/living-broker.ts'
import { randomFrom } from '../support/random.ts'

const seeds = Array.from({ length: 5 }, (_, i) => 9700 + i)
const stepsPerSeed = 60

const events = new Set<string>()

it.each(seeds)(
  'promises that every decision comes out the same when it is made once more on the reconstructed facts (seed %i)',
  async (seed) => {
    const random = randomFrom(seed)
    const broker = await makeLivingBroker(random, Date.UTC(2026, 9, 24, 18))
    for (let step = 0; step < stepsPerSeed; step++) {
      broker.now += random.chance(0.15) ? random.below(16) * hourMs : random.below(40) * minuteMs + minuteMs
      await somethingHappens(broker, seed * 1000 + step)
    }
    const ctx = testCtx({ now: broker.now + 100 * hourMs, actor: admin })
    for (const leadId of broker.leads) {
      const { decisions } = await explainDecision(ctx, { leadId, partnerId: null })
      expect(decisions.length).toBeGreaterThan(0)
      for (const { replayed, event, at } of decisions) {
        events.add(event)
        const nothingElse = { same: true, exact: true, notKnown: [], differences: [] }
        expect(replayed, `seed ${seed}, ${leadId}, ${event} at ${at}`).toEqual(nothingElse)
      }
    }
  },
)

it('promises that decisions of every kind were among them', () => {
  expect([...events]).toEqual(expect.arrayContaining(['lead.captured', 'lead.routed', 'lead.referred']))
})

import { expect, it } from 'vitest'
import { eligibilityCodes, leadCodes } from '../../contract/eligibility.ts'
import type { Report } from '../../contract/report.ts'
import { hourMs, minuteMs, secondMs } from '../../contract/time.ts'
import { type EligibilityRequest, explainEligibility } from '../../worker/operations/eligibility/explain-eligibility.ts'
import { admin } from '../support/config.ts'
import { testCtx } from '../support/ctx.ts'
import { type LivingBroker, makeLivingBroker, somethingHappens } from '../support/living-broker.ts'
import { type Random, randomFrom } from '../support/random.ts'

const seeds = Array.from({ length: 8 }, (_, i) => 9000 + i)
const stepsPerSeed = 60

/** What the reports of all seeds said. */
const seen = new Set<string>()

interface Recorded {
  at: number
  request: EligibilityRequest
  report: Report
}

it.each(seeds)(
  'promises that a report of a past moment says what the report said at that moment (seed %i)',
  async (seed) => {
    const random = randomFrom(seed)
    // Shortly before a clock change, a month's end or the end of the year, so that days and months turn under way.
    const start = random.pick([Date.UTC(2026, 2, 28, 20), Date.UTC(2026, 9, 24, 18), Date.UTC(2026, 11, 30, 12)])
    const broker = await makeLivingBroker(random, start)
    const recorded: Recorded[] = []
    for (let step = 0; step < stepsPerSeed; step++) {
      broker.now += random.chance(0.15) ? random.below(16) * hourMs : random.below(40) * minuteMs + minuteMs
      await somethingHappens(broker, seed * 1000 + step)
      if (random.chance(0.7)) recorded.push(await reportNow(broker, random))
    }
    expect(recorded.length).toBeGreaterThan(20)
    for (const { report } of recorded) for (const code of codesIn(report)) seen.add(code)
    const now = broker.now + 100 * hourMs
    for (const { at, request, report } of recorded) {
      const then = await explainEligibility(testCtx({ now, actor: admin }), { ...request, at })
      const about = `${JSON.stringify(request)} at ${report.at}`
      expect(then.notKnown, about).toEqual([])
      expect(then, about).toEqual(report)
    }
  },
)

it('promises that these histories had almost every criterion in play, the lead-level ones too', () => {
  const rare = ['NO_LOCATIONS_SET', 'NO_TRANSFER_NUMBER', 'LEAD_TEST', 'APPOINTMENT_REQUIRED', 'APPOINTMENT_IN_PAST']
  const wanted = [...eligibilityCodes, ...leadCodes, 'ELIGIBLE'].filter((code) => !rare.includes(code))
  expect([...seen]).toEqual(expect.arrayContaining(wanted))
})

const codesIn = ({ items, lead }: Report): string[] => [
  ...(lead?.failures ?? []).map(({ code }) => code),
  ...items.flatMap(({ failures }) => (failures.length === 0 ? ['ELIGIBLE'] : failures.map(({ code }) => code))),
]

/** What the live report says a while after the last thing that happened, for somebody drawn by lot. */
async function reportNow({ now, leads, partners, leadTypes }: LivingBroker, random: Random): Promise<Recorded> {
  const at = now + 50 * secondMs
  const nothing = { leadId: null, leadTypeId: null, partnerId: null }
  const about = random.below(5)
  const request: EligibilityRequest = {
    ...nothing,
    ...(about < 3 && leads.length > 0 && { leadId: random.pick(leads) }),
    ...(about === 3 && { leadTypeId: 1 + random.below(leadTypes) }),
    ...(random.chance(0.3) && { partnerId: 2 + random.below(partners) }),
    at: null,
    eligible: null,
    code: null,
    after: { partnerId: 0, leadTypeId: 0 },
    limit: 200,
  }
  return { at, request, report: await explainEligibility(testCtx({ now: at, actor: admin }), request) }
}

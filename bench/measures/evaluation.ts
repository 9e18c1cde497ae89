import { hourMs } from '../../contract/time.ts'
import { dayEnds, facts, monthEnds, noon } from '../../test/support/facts.ts'
import { type Random, randomFrom } from '../../test/support/random.ts'
import { evaluate } from '../../worker/domain/eligibility/evaluate.ts'
import type { Facts } from '../../worker/domain/eligibility/facts.ts'

const runs = 41
const warmUpRuns = 20

/**
 * Milliseconds to judge so many setups for one lead: every criterion, with the values compared by those that fail.
 * Median of several runs after a warm-up, in Node (inside workerd the clock stands still while code runs).
 */
export function measureEvaluation({ setups }: { setups: number }): { ms: number; failingShare: number } {
  const random = randomFrom(5)
  const all = Array.from({ length: setups }, (_, i) => someFacts(random, i + 1))
  const times: number[] = []
  let failing = 0
  for (let run = 0; run < warmUpRuns + runs; run++) {
    const startedAt = performance.now()
    failing = all.reduce((count, one) => count + Math.sign(evaluate(one).length), 0)
    if (run >= warmUpRuns) times.push(performance.now() - startedAt)
  }
  return { ms: median(times), failingShare: failing / setups }
}

/** One setup of many for the same lead; three in ten fail, some of them several criteria. */
const someFacts = (random: Random, id: number): Facts =>
  facts({
    leadType: { requireFca: true },
    partner: {
      id,
      fcaNumber: random.chance(0.04) ? null : String(100_000 + id),
      status: random.chance(0.04) ? 'suspended' : 'active',
      online: !random.chance(0.04),
      ...(random.chance(0.5) ? { openFrom: noon - hourMs, openUntil: noon + 5 * hourMs } : {}),
      ...(random.chance(0.06) ? { openFrom: noon + hourMs, openUntil: noon + 5 * hourMs } : {}),
      dayEnds,
      monthEnds,
      dailyLimit: random.pick([0, 0, 10]),
      monthlyLimit: random.pick([0, 0, 100]),
    },
    setup: { id, priceMinor: random.pick([null, 900, 1100]), coversLead: !random.chance(0.06) },
    counts: { today: random.below(11), thisMonth: random.below(102), typeToday: 2, typeThisMonth: 20 },
    account: { availableMinor: random.chance(0.06) ? 500 : 10_000 },
  })

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]!
}

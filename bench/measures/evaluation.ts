import { evaluate } from '../../worker/domain/eligibility/evaluate.ts'
import { median } from '../median.ts'
import { askingForMore, setupsToJudge } from '../worlds/setups-to-judge.ts'

const runs = 41
const warmUpRuns = 20

/**
 * Milliseconds to judge so many setups for one lead: every criterion has something to look at, filters, people and
 * consent among them, and those that fail keep the values compared. Median of several runs after a warm-up, in Node
 * (inside workerd the clock stands still while code runs).
 */
export function measureEvaluation({ setups }: { setups: number }): { ms: number; failingShare: number } {
  const all = askingForMore(setupsToJudge(setups))
  const times: number[] = []
  let failing = 0
  for (let run = 0; run < warmUpRuns + runs; run++) {
    const startedAt = performance.now()
    failing = all.reduce((count, one) => count + Math.sign(evaluate(one).length), 0)
    if (run >= warmUpRuns) times.push(performance.now() - startedAt)
  }
  return { ms: median(times), failingShare: failing / setups }
}

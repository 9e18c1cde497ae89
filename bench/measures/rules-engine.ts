import type { Engine } from 'json-rules-engine'
import { evaluate } from '../../worker/domain/eligibility/evaluate.ts'
import type { Facts } from '../../worker/domain/eligibility/facts.ts'
import { median } from '../median.ts'
import { flatFacts, reasonsEngine, verdictEngine } from '../rivals/json-rules.ts'
import { setupsToJudge } from '../worlds/setups-to-judge.ts'

/** How many times as long json-rules-engine takes for the same verdicts (in Node, medians). */
export interface RulesEngineRatios {
  /** With every reason and the values compared. */
  reasons: number
  /** Only whether a partner passes, one rule of all conditions there; ours is the same function, and says why as well. */
  verdicts: number
}

const ourRuns = { warmUp: 20, measured: 41 }
const theirRuns = { warmUp: 1, measured: 3 }

/**
 * The same twelve criteria over so many partners, through our evaluate and through the npm package json-rules-engine.
 * Ours runs all its other criteria as well. Throws when the two do not say the same.
 */
export async function measureRulesEngine({ setups }: { setups: number }): Promise<RulesEngineRatios> {
  const ours = setupsToJudge(setups)
  const theirs = ours.map(flatFacts)
  const [reasons, verdicts] = [reasonsEngine(), verdictEngine()]
  await expectSameVerdicts(ours, { theirs, reasons, verdicts })
  const ourMs = await timeOf(ourRuns, () => ours.reduce((failing, one) => failing + Math.sign(evaluate(one).length), 0))
  return {
    reasons: (await timeOf(theirRuns, () => judgeAll(reasons, theirs))) / ourMs,
    verdicts: (await timeOf(theirRuns, () => judgeAll(verdicts, theirs))) / ourMs,
  }
}

async function judgeAll(engine: Engine, all: readonly Record<string, unknown>[]): Promise<string[][]> {
  const said: string[][] = []
  for (const facts of all) said.push((await engine.run(facts)).events.map(({ type }) => type))
  return said
}

async function expectSameVerdicts(
  ours: readonly Facts[],
  { theirs, reasons, verdicts }: { theirs: readonly Record<string, unknown>[]; reasons: Engine; verdicts: Engine },
): Promise<void> {
  const [allReasons, allVerdicts] = [await judgeAll(reasons, theirs), await judgeAll(verdicts, theirs)]
  for (const [i, facts] of ours.entries()) {
    const codes = evaluate(facts).map(({ code }) => code as string)
    const isSame = codes.sort().join() === allReasons[i]!.sort().join()
    if (!isSame || (codes.length === 0) !== (allVerdicts[i]!.length === 1))
      throw new Error(`The two do not say the same of partner ${facts.partner.id}: ${codes}, ${allReasons[i]}.`)
  }
}

async function timeOf({ warmUp, measured }: typeof ourRuns, work: () => unknown): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < warmUp + measured; run++) {
    const startedAt = performance.now()
    await work()
    if (run >= warmUp) times.push(performance.now() - startedAt)
  }
  return median(times)
}

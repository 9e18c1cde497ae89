import { parseArgs } from 'node:util'
import { figuresOf, type Measured } from './figures.ts'
import { measureChoosing } from './measures/choosing.ts'
import { measureDelivery } from './measures/delivery.ts'
import { measureEvaluation } from './measures/evaluation.ts'
import { measureLeadCost } from './measures/lead-cost.ts'
import { measureLedger } from './measures/ledger.ts'
import { measureRulesEngine } from './measures/rules-engine.ts'
import { measureSimulation } from './measures/simulation.ts'
import { measureWidgetSize } from './measures/widget-size.ts'
import { measureWorkerSize } from './measures/worker-size.ts'
import { explanationOf, tableOf } from './table.ts'
import { buildWidget } from './widget.ts'

/**
 * `npm run bench`: what a lead costs and how big things are, all of it measured in this run (C15). An aim that is
 * missed is shown and is no failure. `-- --json` prints one JSON object on stdout and nothing else there (npm writes its own
 * two lines before it unless it is `npm run --silent bench -- --json`); `--explain` says which statement reads and writes
 * how much; `--full` adds what takes minutes.
 */
const { values: flags } = parseArgs({
  options: { json: { type: 'boolean' }, explain: { type: 'boolean' }, full: { type: 'boolean' } },
})

const print = process.stdout.write.bind(process.stdout)
// Whatever the tools have to say goes to stderr, so that stdout is ours.
process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write

const measured = await measure({ full: flags.full ?? false })
const figures = figuresOf(measured)

if (flags.json) {
  const values = Object.fromEntries(figures.filter(({ tableOnly }) => !tableOnly).map(({ key, value }) => [key, value]))
  const statements = flags.explain ? { statements: Object.fromEntries(measured.lead.days.all.byStatement) } : {}
  print(`${JSON.stringify({ ...values, ...statements })}\n`)
} else {
  print(`\n${tableOf(figures)}\n`)
  if (flags.explain) print(`\n${explanationOf(measured.lead)}\n`)
}

async function measure({ full }: { full: boolean }): Promise<Measured> {
  await step('the widget', buildWidget)
  const sizes = full ? [1000, 100_000, 1_000_000] : [1000, 100_000]
  const [at1k, at100k, at1m] = await step(
    `choosing among ${sizes.map((size) => size.toLocaleString('en-GB')).join(', ')} setups`,
    () => measureChoosing(sizes),
  )
  return {
    widget: await step("the widget's size", measureWidgetSize),
    workerGz: await step("the Worker's size", measureWorkerSize),
    evaluateMs: measureEvaluation({ setups: 10_000 }).ms,
    rulesEngine: await step('json-rules-engine', () => measureRulesEngine({ setups: 10_000 })),
    simulatedPerSecond: await step('a simulation of 10,000 leads', () => measureSimulation({ leads: 10_000 })),
    choosing: { at1k: at1k!, at100k: at100k!, at1m: at1m ?? null },
    ledger: await step('the books', () => measureLedger({ transfers: full ? 1_000_000 : 100_000 })),
    deliveryOverheadMs: full ? await step('deliveries', measureDelivery) : null,
    lead: await step('days of a demo-shaped broker', () => measureLeadCost({ leads: 600 })),
    leadOfThree: full
      ? await step('the same with three partners a lead', () => measureLeadCost({ leads: 600, scope: 3 }))
      : null,
  }
}

async function step<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const startedAt = Date.now()
  const result = await work()
  process.stderr.write(`bench: ${what}, ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`)
  return result
}

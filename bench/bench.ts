import { parseArgs } from 'node:util'
import { figuresOf, type Measured } from './figures.ts'
import { measureChoosing } from './measures/choosing.ts'
import { measureEvaluation } from './measures/evaluation.ts'
import { measureLeadCost } from './measures/lead-cost.ts'
import { measureWidgetSize } from './measures/widget-size.ts'
import { measureWorkerSize } from './measures/worker-size.ts'
import { explanationOf, tableOf } from './table.ts'
import { buildWidget } from './widget.ts'

/**
 * `npm run bench`: what a lead costs and how big things are, all of it measured in this run (C15). An aim that is
 * missed is shown and is no failure. `-- --json` prints one JSON object on stdout and nothing else there; `--explain`
 * says which statement reads and writes how much; `--full` adds what takes minutes.
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
  const values = Object.fromEntries(figures.map(({ key, value }) => [key, value]))
  const statements = flags.explain ? { statements: Object.fromEntries(measured.lead.days.all.byStatement) } : {}
  print(`${JSON.stringify({ ...values, ...statements })}\n`)
} else {
  print(`\n${tableOf(figures)}\n`)
  if (flags.explain) print(`\n${explanationOf(measured.lead)}\n`)
}

async function measure({ full }: { full: boolean }): Promise<Measured> {
  await step('the widget', buildWidget)
  return {
    widget: await step("the widget's size", measureWidgetSize),
    workerGz: await step("the Worker's size", measureWorkerSize),
    evaluateMs: measureEvaluation({ setups: 10_000 }).ms,
    choosing: {
      at1k: await step('choosing among 1,000 setups', () => measureChoosing({ setups: 1000 })),
      at100k: await step('choosing among 100,000 setups', () => measureChoosing({ setups: 100_000 })),
      at1m: full ? await step('choosing among 1,000,000 setups', () => measureChoosing({ setups: 1_000_000 })) : null,
    },
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

import { parseArgs } from 'node:util'
import { runCrashes } from './run-crashes.ts'

/** `npm run crash -- --kills 5 --seed 42`: kills the Worker under load and prints what became of every lead. */
const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' } } })

const kills = Number(values.kills ?? 5)
const seed = Number(values.seed ?? Date.now() % 1_000_000)
console.log(`Killing the Worker ${kills} times under load, seed ${seed} …`)

const report = await runCrashes({ kills, seed })
for (const [i, { requests, jobs }] of report.kills.entries())
  console.log(`kill ${i + 1}: ${requests} requests and ${jobs} jobs were under way`)
const { leads, held, charges, requests, broken, repeats, faults } = report
console.log(`${leads} leads acknowledged in ${requests} requests, of which ${broken} were broken off and sent again`)
console.log(`${charges} charges, ${held} leads held, ${repeats} deliveries repeated under their own reference`)
for (const fault of faults) console.log(`FAULT ${fault}`)
if (faults.length === 0) console.log('Every promise was kept.')
else console.log(`${faults.length} promises were broken (seed ${seed}); the data is in ${report.data}.`)
process.exitCode = faults.length === 0 ? 0 : 1

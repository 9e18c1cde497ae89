import { runTool } from './command.ts'
import { main } from './refusal.ts'

/** The histories with faults in full: 500 seeds, or as many as SEEDS says. Every run of the tests plays the first few. */
await main(async () => {
  const file = 'test/simulation/faults.test.ts'
  const { code } = await runTool('vitest', ['run', '--project', 'worker', file], {
    shown: true,
    env: { SEEDS: process.env.SEEDS ?? '500' },
  })
  process.exitCode = code
})

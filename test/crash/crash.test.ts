import { expect, it } from 'vitest'
import { runCrashes } from './run-crashes.ts'

it('promises that kill -9 under load loses no acknowledged lead, charges nobody twice and leaves no work undone', async () => {
  const seed = Date.now() % 1_000_000
  const report = await runCrashes({ kills: 2, seed })
  console.log('crashes:', JSON.stringify(report))
  expect(report.faults, `seed ${seed}`).toEqual([])
  expect(report.leads, 'the load was too light to prove anything').toBeGreaterThan(20)
  expect(report.charges).toBeGreaterThan(10)
  const underWay = report.kills.map(({ requests, jobs }) => requests + jobs)
  expect(Math.max(...underWay), 'nothing was under way at any kill').toBeGreaterThan(0)
})

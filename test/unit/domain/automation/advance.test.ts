import { describe, expect, it } from 'vitest'
import type { Step } from '../../../../contract/automation.ts'
import { hourMs } from '../../../../contract/time.ts'
import { advance, begin } from '../../../../worker/domain/automation/advance.ts'

const refer: Step = { wait: null, action: { kind: 'refer', partnerId: null } }
const later: Step = { ...refer, wait: { kind: 'after', count: 2, unit: 'hours' } }

const clock = { now: Date.UTC(2026, 5, 15, 12), zone: 'Europe/London' }
const soon = { ...clock, now: clock.now + 60_000 }

const statesOf = ({ steps }: { steps: { state: string }[] }) => steps.map(({ state }) => state)

describe('a run promises that', () => {
  it('only its first step is due when it begins', () => {
    const run = begin([refer, later], clock)
    expect(run).toMatchObject({ state: 'waiting', step: 0, reason: null })
    expect(run.steps.map(({ due }) => due)).toEqual([clock.now, null])
  })

  it('the next step begins to wait when the one before it is done', () => {
    const run = advance(begin([refer, later], clock), { failed: null, onFailure: 'stop', clock: soon })
    expect(run).toMatchObject({ state: 'waiting', step: 1 })
    expect(run.steps).toMatchObject([
      { state: 'done', endedAt: soon.now },
      { state: 'waiting', due: soon.now + 2 * hourMs },
    ])
  })

  it('it is done after its last step', () => {
    const run = advance(begin([refer], clock), { failed: null, onFailure: 'stop', clock: soon })
    expect(run).toMatchObject({ state: 'done', step: 1, reason: null })
  })

  it('a step that fails stops it, visibly', () => {
    const run = advance(begin([refer, later], clock), { failed: 'NOT_ELIGIBLE', onFailure: 'stop', clock: soon })
    expect(run).toMatchObject({ state: 'stopped', step: 0, reason: 'NOT_ELIGIBLE' })
    expect(statesOf(run)).toEqual(['failed', 'waiting'])
    expect(run.steps[1]!.due).toBeNull()
  })

  it('it goes on behind a failed step where it is told to', () => {
    const run = advance(begin([refer, later], clock), { failed: 'NOT_ELIGIBLE', onFailure: 'continue', clock: soon })
    expect(run).toMatchObject({ state: 'waiting', step: 1, reason: null })
    expect(run.steps[0]).toMatchObject({ state: 'failed', reason: 'NOT_ELIGIBLE' })
  })

  it('it is done, not stopped, when it is told to go on and the last step fails', () => {
    const run = advance(begin([refer], clock), { failed: 'LEAD_CLOSED', onFailure: 'continue', clock: soon })
    expect(run).toMatchObject({ state: 'done', step: 1 })
  })
})

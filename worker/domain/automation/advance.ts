import type { Step } from '../../../contract/automation.ts'
import type { RunState, RunStep } from '../../../contract/run.ts'
import { dueAfter } from './due-after.ts'

/** Where a run stands: `step` is the one that is next, or the number of steps when none is. */
export interface Progress {
  state: RunState
  /** Why it was stopped. */
  reason: string | null
  step: number
  steps: RunStep[]
}

interface Clock {
  now: number
  /** The broker's: days and working days are its own. */
  zone: string
}

/** A run that begins now: its first step waits, the others wait for it. */
export const begin = (steps: readonly Step[], clock: Clock): Progress => ({
  state: 'waiting',
  reason: null,
  step: 0,
  steps: steps.map((step, i) => ({
    ...step,
    state: 'waiting',
    due: i === 0 ? dueAfter(step.wait, clock) : null,
    endedAt: null,
    reason: null,
  })),
})

/**
 * What follows once the step that was next has been done, or could not be (`failed`: the reason). The next one begins to
 * wait; after the last one the run is done. A failed step stops the run, unless it is told to go on.
 */
export function advance(
  { step, steps }: Pick<Progress, 'step' | 'steps'>,
  { failed, onFailure, clock }: { failed: string | null; onFailure: 'stop' | 'continue'; clock: Clock },
): Progress {
  const stops = failed !== null && onFailure === 'stop'
  const next = step + 1
  const state = stops ? 'stopped' : next === steps.length ? 'done' : 'waiting'
  return {
    state,
    reason: stops ? failed : null,
    step: stops ? step : next,
    steps: steps.map((each, i) => {
      if (i === step) return { ...each, state: failed === null ? 'done' : 'failed', endedAt: clock.now, reason: failed }
      return i === next && state === 'waiting' ? { ...each, due: dueAfter(each.wait, clock) } : each
    }),
  }
}

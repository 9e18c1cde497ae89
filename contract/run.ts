import * as v from 'valibot'
import { actionSchema, automationEvents, type Step, waitSchema } from './automation.ts'
import { idText } from './id.ts'
import { eventSchema } from './lead.ts'
import { versionSchema } from './version.ts'

/** `stopped`: a step failed. `cancelled`: the lead closed, the automation was archived, or a person said so. */
export const runStates = ['waiting', 'done', 'stopped', 'cancelled'] as const

export type RunState = (typeof runStates)[number]

/** `waiting` until it is due and done; `skipped`: the run ended before it. */
export const stepStates = ['waiting', 'done', 'failed', 'skipped'] as const

export type StepState = (typeof stepStates)[number]

/** A step of a run as it is kept: what it was to do, and what became of it. Instants are epoch milliseconds. */
export interface RunStep extends Step {
  state: StepState
  due: number | null
  endedAt: number | null
  reason: string | null
}

export const newRunSchema = v.strictObject({ automationId: idText('automation') })

/** One automation at work on one lead (F61), with the steps as they were when it began. */
export const runSchema = v.strictObject({
  id: v.string(),
  version: versionSchema,
  automation: v.strictObject({ id: v.string(), name: v.string() }),
  /** null: started by hand. */
  event: v.nullable(v.picklist(automationEvents)),
  /** What happened: the thing and its version, or who started it. */
  because: v.string(),
  state: v.picklist(runStates),
  /** Why it was stopped or cancelled. */
  reason: v.nullable(v.string()),
  startedAt: v.string(),
  steps: v.array(
    v.strictObject({
      wait: v.nullable(waitSchema),
      action: actionSchema,
      state: v.picklist(stepStates),
      /** When it is or was due; null while a step before it is not done. */
      dueAt: v.nullable(v.string()),
      /** When it was done or failed. */
      endedAt: v.nullable(v.string()),
      /** Why it failed. */
      reason: v.nullable(v.string()),
      /** What it did, as the lead's timeline has it. */
      did: v.array(eventSchema),
    }),
  ),
})

export type Run = v.InferOutput<typeof runSchema>

export const runListSchema = v.strictObject({ items: v.array(runSchema) })

import type { Run } from '../../contract/run.ts'
import type { Chapter, LeadEvent } from './chapter.ts'
import type { Line } from './line.ts'
import { dateTime } from './when.ts'

/** The run of an automation by its id, or by the name in which it acts (`run_…:2` for its second step). */
export const runOf = (id: string, { runs }: Chapter): Run | undefined => runs.find((run) => id.startsWith(run.id))

/** What automations do with a lead. What a step that is done has done is an event of its own. */
export function automationLines(event: LeadEvent, chapter: Chapter): Line[] {
  const say = (tone: Line['tone'], text: string): Line[] => [{ at: event.at, step: 'automation', tone, text }]
  if (event.event === 'automation.cut')
    return (event.data as CutData).cuts.flatMap((cut) => say('bad', cutText(cut, chapter)))
  const run = runOf(event.id, chapter)
  if (run === undefined) return []
  const name = `“${run.automation.name}”`
  if (event.event === 'run.started') return say('plain', `${name} starts, ${whyText(run)}`)
  if (event.event === 'run.cancelled') return say('bad', `${name} is cancelled; what it was still to do is not done`)
  const { step, action, state, reason, run: after } = event.data as StepData
  if (state === 'failed')
    return say(
      'bad',
      `${name} could not do step ${step}, ${action}: ${reason}${after === 'stopped' ? '; it stops' : ''}`,
    )
  const next = run.steps[step]
  if (after !== 'waiting' || next?.wait == null || next.dueAt === null) return []
  return say('plain', `${name} goes on ${dateTime(next.dueAt, chapter.broker.zone)}: ${next.action.kind}`)
}

/** As worker/operations/automations/run-steps.ts notes it. */
interface StepData {
  /** Counted from 1. */
  step: number
  action: string
  state: string
  reason: string | null
  run: string
}

interface CutData {
  cuts: { automation: string; because: string }[]
}

const whyText = ({ event }: Run): string => (event === null ? 'by hand' : `on ${event}`)

function cutText({ automation, because }: CutData['cuts'][number], { runs }: Chapter): string {
  const name = runs.find((run) => run.automation.id === automation)?.automation.name ?? automation
  return `“${name}” is not started once more: ${cutReasons[because] ?? because}`
}

const cutReasons: Record<string, string> = {
  LOOP: 'what it does has started it',
  TOO_DEEP: 'automations started one another too many times in a row',
  TOO_OFTEN: 'it started twenty times within a day',
}

import type { LeadStage } from '../../contract/stage.ts'
import { runOf } from './automation.ts'
import type { Chapter, LeadEvent } from './chapter.ts'
import type { Line } from './line.ts'
import { introducerLines } from './money.ts'

/** What happened to a lead beside being looked at and referred. */
export function leadLines(event: LeadEvent, chapter: Chapter): Line[] {
  const say = (step: string, tone: Line['tone'], text: string): Line[] => [{ at: event.at, step, tone, text }]
  switch (event.event) {
    case 'lead.stage':
      return say('stage', 'plain', stageText(event, chapter))
    case 'lead.emailed':
      return say('e-mailed', 'good', `${emailedText(event)}${byText(event, chapter)}`)
    case 'lead.contact-copied':
      return say('copied', 'plain', copiedText(event))
    case 'lead.rescued':
      return say('rescued', 'bad', `a check found it on its way to nobody: ${(event.data as Rescued).because}`)
    case 'lead.reversed':
      return [
        ...say('reversed', 'plain', `nobody pays for it, and nobody loses it: ${reasonOf(event)}`),
        ...introducerLines(event, chapter),
      ]
    case 'lead.introducer-reversed':
      return [
        ...say('reversed', 'plain', `its introducer is paid nothing for it: ${reasonOf(event)}`),
        ...introducerLines(event, chapter),
      ]
    case 'lead.archived':
      return say('put away', 'plain', 'it is in no list any more, until somebody takes it out again')
    case 'lead.unarchived':
      return say('taken out', 'plain', 'it is in the lists again')
    default:
      return []
  }
}

const reasonOf = ({ data }: LeadEvent): string => (data as { reason: string }).reason

interface Rescued {
  because: string
}

function stageText(event: LeadEvent, chapter: Chapter): string {
  const { from, to, location, reason } = event.data as {
    from: LeadStage
    to: LeadStage
    location: string
    reason?: string
  }
  const closes = location === 'closed' ? '; nobody is referred it any more' : ''
  const why = reason === undefined ? '' : `: ${reason}`
  return `from “${from.label}” to “${to.label}”${byText(event, chapter)}${why}${closes}`
}

const emailedText = ({ data }: LeadEvent): string => `to ${(data as { to: string[] }).to.join(', ')}`

function copiedText({ data }: LeadEvent): string {
  const { from, changed } = data as { from: string; changed: Record<string, unknown> }
  return `${Object.keys(changed).join(', ')} from ${from}, the same person's newer lead`
}

/** Who did it, where an automation did. */
function byText({ actor }: LeadEvent, chapter: Chapter): string {
  const run = runOf(actor, chapter)
  return run === undefined ? '' : `, by “${run.automation.name}”`
}

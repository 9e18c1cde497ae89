import { automationLines } from './automation.ts'
import type { Chapter, Lead, LeadEvent } from './chapter.ts'
import { leadLines } from './lead.ts'
import type { Line } from './line.ts'
import { referralLines } from './referral.ts'
import { capturedLines, routingLines, waitingLines } from './routing.ts'

/** What names an event for good: it is told once. */
export const eventKey = ({ id, version }: LeadEvent): string => `${id}@${version}`

/** The lines of everything in a lead's timeline that was not told yet, in the order in which it happened. */
export const tell = (chapter: Chapter, isTold: (event: LeadEvent) => boolean): Line[] =>
  chapter.lead.timeline.filter((event) => !isTold(event)).flatMap((event) => linesOf(event, chapter))

/** Lines that do not begin with the lead's arrival, with one before them that says which lead they are about. */
export function headed(lines: readonly Line[], { leadType, id }: Lead): Line[] {
  const [first] = lines
  if (first === undefined || first.tone === 'title') return [...lines]
  return [{ at: first.at, step: 'lead', tone: 'title', text: `${leadType.name} · ${id}` }, ...lines]
}

function linesOf(event: LeadEvent, chapter: Chapter): Line[] {
  switch (event.event) {
    case 'lead.captured':
      return [...capturedLines(event, chapter), ...routingLines(event, chapter), ...waitingLines(event, chapter)]
    case 'lead.routed':
    case 'lead.referred':
      return routingLines(event, chapter)
    case 'lead.held':
    case 'lead.unreferred':
      return [...routingLines(event, chapter), ...waitingLines(event, chapter)]
    case 'lead.waiting':
      return waitingLines(event, chapter)
  }
  if (/^(run|automation)\./.test(event.event)) return automationLines(event, chapter)
  return event.event.startsWith('lead.') ? leadLines(event, chapter) : referralLines(event, chapter)
}

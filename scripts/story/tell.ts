import type { Chapter, LeadEvent } from './chapter.ts'
import type { Line } from './line.ts'
import { referralLines } from './referral.ts'
import { capturedLine, heldLines, routingLines } from './routing.ts'

/** What names an event for good: it is told once. */
export const eventKey = ({ id, version }: LeadEvent): string => `${id}@${version}`

/** The lines of everything in a lead's timeline that was not told yet, in the order in which it happened. */
export const tell = (chapter: Chapter, isTold: (key: string) => boolean): Line[] =>
  chapter.lead.timeline.filter((event) => !isTold(eventKey(event))).flatMap((event) => linesOf(event, chapter))

function linesOf(event: LeadEvent, chapter: Chapter): Line[] {
  switch (event.event) {
    case 'lead.captured':
      return [capturedLine(event, chapter), ...routingLines(event, chapter), ...heldLines(event, chapter)]
    case 'lead.routed':
      return routingLines(event, chapter)
    case 'lead.held':
      return [...routingLines(event, chapter), ...heldLines(event, chapter)]
    case 'lead.referred':
      return routingLines(event, chapter)
    case 'lead.waiting':
      return heldLines(event, chapter)
    default:
      return referralLines(event, chapter)
  }
}

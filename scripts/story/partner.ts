import type { HouseEvent } from './house-event.ts'
import type { Line } from './line.ts'

/** The events of a partner that partnerLines has words for. */
export const partnerEvents: ReadonlySet<string> = new Set(['signed_up', 'paused', 'resumed', 'changed'])

/** What happened to a partner, by itself or by the broker; of changes, those that decide whether it gets leads. */
export function partnerLines({ event, at, data }: HouseEvent, name: string): Line[] {
  const say = (step: string, tone: Line['tone'], text: string): Line => ({ at, step, tone, text: `${name} ${text}` })
  switch (event) {
    case 'signed_up':
      return [say('signed up', 'good', 'has confirmed its e-mail address, and waits to be made active')]
    case 'paused':
      return [say('paused', 'plain', 'gets no new leads until it resumes')]
    case 'resumed':
      return [say('resumed', 'good', 'gets leads again')]
    case 'changed':
      return changeLines((data as { changed?: Changed }).changed ?? {}, say)
    default:
      return []
  }
}

type Changed = Record<string, [before: unknown, after: unknown]>

type Say = (step: string, tone: Line['tone'], text: string) => Line

function changeLines({ fcaNumber, status }: Changed, say: Say): Line[] {
  const lines: Line[] = []
  if (fcaNumber !== undefined) lines.push(say('FCA number', 'plain', fcaText(fcaNumber[1])))
  if (status !== undefined) lines.push(say('account', status[1] === 'active' ? 'good' : 'bad', `is ${status[1]} now`))
  return lines
}

const fcaText = (number: unknown): string => (number === null ? 'has none any more' : `gave ${number}`)

import type { DecidedPartner } from '../../../contract/decision.ts'
import type { Step } from './read-steps.ts'

/** What a decision came to, in a sentence. */
export function stepSentence({
  step: { trace, byHand },
  considered,
  wanted,
  location,
}: {
  step: Step
  considered: readonly DecidedPartner[]
  wanted: number
  location: string | null
}): string {
  const got = considered.filter(({ fate }) => fate === 'referred').map(({ partner }) => partner.name)
  if (byHand !== null) return `A person referred it to ${listed(got)}.`
  if (trace === null) return notLooked[location ?? ''] ?? 'It came in, and nobody was looked for at once.'
  const looked = considered.length + trace.more
  if (got.length === 0)
    return `Nobody could take it: ${count(looked, 'partner')} stood ready in its queues, and each failed something. ${waits(location)}`
  const rest =
    wanted > got.length ? ` ${count(wanted - got.length, 'place')} stayed open: nobody else could take it.` : ''
  return `It went to ${listed(got)}, out of ${count(looked, 'partner')} that stood first in its queues.${rest}`
}

const notLooked: Record<string, string> = {
  pending: 'It came in and waits for a person: leads of its type are not referred by themselves.',
  closed: 'It came in and was closed at once, so that it goes to nobody.',
  held: 'It came in, and partners are looked for by a job.',
}

const waits = (location: string | null): string =>
  location === 'held' ? 'It is held, and looked at again when a cause ends.' : 'It waits for a person.'

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

import type { IncomingHttpHeaders } from 'node:http'
import { type AnswerName, answers, isAnswerName } from './answers.ts'
import { type DialectName, dialectOf, dialects } from './dialects.ts'

/** One lead as a partner's server got it. */
export interface Received {
  at: string
  partner: string
  answer: AnswerName
  dialect: DialectName
  /** Marked as a test: no real person, and nothing is charged. */
  test: boolean
  /** Our own number for it, which the answer carries. */
  id: string
  /** Baton's reference: the same at every repetition. */
  reference: string
  /** Its values by name. */
  lead: Record<string, unknown>
  /** As it came. */
  raw: string
}

/** An answer, ready to be sent. */
export interface SentAnswer {
  status: number
  afterMs: number
  contentType: string
  text: string
}

/**
 * What a partner's server answers, and what it keeps. A reference that it has is answered as before and kept once:
 * that is what lets Baton repeat itself safely.
 */
export function receive({
  path,
  headers,
  body,
  received,
  at = new Date(),
}: {
  path: string
  headers: IncomingHttpHeaders
  body: string
  received: readonly Received[]
  at?: Date
}): { answer: SentAnswer; lead: Received | null } {
  const [, word = '', partner = ''] = path.split('/')
  const dialect = dialectOf(path, headers)
  if (!isAnswerName(word) || partner === '') return refused(404, `POST to /accept/{partner}, not to ${path}.`)
  const lead = dialects[dialect].read(body)
  const reference = String(headers['x-baton-reference'] ?? lead?.reference ?? '')
  if (lead === null || reference === '') return refused(400, 'Send one lead, with its reference in X-Baton-Reference.')

  const known = received.find((each) => each.reference === reference)
  const name = word === 'choosy' ? (known?.answer ?? choosyAnswer(partner, received)) : word
  const id = known?.id ?? nextId(partner, received)
  const { status, afterMs, body: said } = answers[name].of(id)
  const { contentType, write } = dialects[dialect]
  const test = headers['x-baton-test'] === 'true'
  const entry = { at: at.toISOString(), partner, answer: name, dialect, test, id, reference, lead, raw: body }
  return {
    answer: { status, afterMs, contentType, text: write(said) },
    lead: known?.answer === name ? null : entry,
  }
}

const refused = (status: number, error: string) => ({
  answer: { status, afterMs: 0, contentType: 'application/json', text: JSON.stringify({ error }) },
  lead: null,
})

/** Whoever is choosy takes its first lead, not its second, and so on. */
const choosyAnswer = (partner: string, received: readonly Received[]): AnswerName =>
  received.filter((each) => each.partner === partner).length % 2 === 0 ? 'accept' : 'reject'

/** CC-1001 for the first lead of crystal-clear, EMB-1001 for that of ember. */
function nextId(partner: string, received: readonly Received[]): string {
  const words = partner.split('-')
  const initials = words.length === 1 ? partner.slice(0, 3) : words.map((word) => word.charAt(0)).join('')
  const before = new Set(received.filter((each) => each.partner === partner).map(({ id }) => id))
  return `${initials.toUpperCase()}-${1001 + before.size}`
}

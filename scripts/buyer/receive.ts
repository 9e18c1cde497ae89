import type { IncomingHttpHeaders } from 'node:http'
import { type AnswerName, answers, type BuyerAnswer, isAnswerName } from './answers.ts'

/** One lead as a partner's server got it. */
export interface Received {
  at: string
  partner: string
  answer: AnswerName
  /** Our own number for it, which the answer carries. */
  id: string
  /** Baton's reference: the same at every repetition. */
  reference: string
  lead: Record<string, unknown>
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
}): { answer: BuyerAnswer; lead: Received | null } {
  const [, word = '', partner = ''] = path.split('/')
  if (!isAnswerName(word) || partner === '') return refused(404, `POST to /accept/{partner}, not to ${path}.`)
  const lead = parseObject(body)
  const reference = String(headers['x-baton-reference'] ?? lead?.reference ?? '')
  if (lead === null || reference === '') return refused(400, 'Send one JSON object with a reference.')

  const known = received.find((each) => each.reference === reference)
  const id = known?.id ?? nextId(partner, received)
  const entry: Received = { at: at.toISOString(), partner, answer: word, id, reference, lead }
  return { answer: answers[word].of(id), lead: known?.answer === word ? null : entry }
}

const refused = (status: number, error: string) => ({ answer: { status, afterMs: 0, body: { error } }, lead: null })

/** CC-1001 for the first lead of crystal-clear, EMB-1001 for that of ember. */
function nextId(partner: string, received: readonly Received[]): string {
  const words = partner.split('-')
  const initials = words.length === 1 ? partner.slice(0, 3) : words.map((word) => word.charAt(0)).join('')
  const before = new Set(received.filter((each) => each.partner === partner).map(({ id }) => id))
  return `${initials.toUpperCase()}-${1001 + before.size}`
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

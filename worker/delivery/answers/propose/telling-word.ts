import type { AnswerCondition } from '../../../../contract/answer-rule.ts'
import { allHold } from '../condition-holds.ts'
import { type Example, isGood, type Meaning, meaning } from './example.ts'

/** A word that stands in every answer of one meaning and in none of another; null when there is none. */
export function tellingWord(
  examples: readonly Example[],
  means: Meaning,
): { word: string; condition: AnswerCondition } | null {
  const own = meaning(examples, means)
  const others = examples.filter((example) => isGood(example) && example.means !== null && example.means !== means)
  if (own.length === 0) return null
  for (const word of words[means]) {
    const condition: AnswerCondition = { kind: 'matches', pattern: `(?i)\\b${word}` }
    const has = ({ open }: Example) => allHold([condition], open) === true
    if (own.every(has) && !others.some(has)) return { word: word.replace('\\b', ''), condition }
  }
  return null
}

/** The most particular first. A word may go on: "reject" is in "rejected". */
const words: Record<Meaning, readonly string[]> = {
  accepted: [
    'accepted',
    'success',
    'thank',
    'received',
    'approved',
    'queued',
    'matched',
    'sold',
    'created',
    'ok\\b',
    'yes\\b',
  ],
  duplicate: ['duplicate', 'already', 'dupe'],
  error_retryable: ['busy', 'try again', 'later', 'unavailable', 'maintenance', 'timeout', 'temporar'],
  rejected: ['reject', 'declin', 'refus', 'unmatched', 'not accepted', 'denied', 'invalid', 'fail', 'error', 'no\\b'],
}

import type { PastedAnswer, ProposeRule } from '../../../../contract/answer-test.ts'
import type { Answer } from '../../../outside/call-result.ts'
import { type OpenAnswer, openAnswer } from '../open-answer.ts'
import { readText } from '../text.ts'
import { type Leaf, leavesOf } from './leaves.ts'

export type Meaning = 'accepted' | 'duplicate' | 'rejected' | 'error_retryable'

/** An answer that somebody pasted, and what it meant. */
export interface Example {
  /** From 1, as people count. */
  n: number
  answer: Answer
  open: OpenAnswer
  /** null: what it meant cannot be guessed, and its status is all that counts. */
  means: Meaning | null
  /** True when nobody said what it meant. */
  guessed: boolean
  leaves: Leaf[]
}

export function toExample({ answer: pasted, means }: ProposeRule['examples'][number], i: number): Example {
  const answer = toAnswer(pasted)
  const open = openAnswer(answer)
  return { n: i + 1, answer, open, means: means ?? guess(answer), guessed: means === null, leaves: leavesOf(open) }
}

/** As if it had just come. */
export const toAnswer = ({ status, headers, body }: PastedAnswer): Answer => ({
  kind: 'answer',
  status,
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  body,
  truncated: false,
  arrived: true,
  tookMs: 0,
})

/** By the words that the standard readers know, and the status. */
function guess(answer: Answer): Meaning | null {
  const { outcome } = readText(answer)
  return outcome === 'error_final' || outcome === 'unknown' ? null : outcome
}

/** Those whose status leaves it to the body what they mean. */
export const isGood = ({ answer: { status } }: Example): boolean => status >= 200 && status < 400

export const meaning = (examples: readonly Example[], means: Meaning): Example[] =>
  examples.filter((example) => example.means === means && isGood(example))

import type { AnswerReaderId } from '../../../contract/answer-rule.ts'
import type { OpenAnswer } from './open-answer.ts'
import type { Said } from './said.ts'

/** A ready-made reader: the answers of a system that many partners use (D5). One file each in readers/. */
export interface AnswerReader {
  id: AnswerReaderId
  /** The system's name, as people know it. */
  title: string
  /** What the body says; null when it is no answer of that system. The status is looked at elsewhere (said.ts). */
  read(answer: OpenAnswer): Said | null
  /** One answer of every kind, as the system sends it, for the tests and for whoever proposes a rule. */
  examples: readonly { body: string; outcome: NonNullable<Said['outcome']> }[]
}

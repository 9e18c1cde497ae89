import type { AnswerReaderId } from '../../../contract/answer-rule.ts'
import type { AnswerReader } from './reader.ts'
import { boberdoo } from './readers/boberdoo.ts'
import { leadbyte } from './readers/leadbyte.ts'
import { leadconduit } from './readers/leadconduit.ts'
import { leadexec } from './readers/leadexec.ts'

/** The ready-made readers, by the id that a rule carries. test/unit/house.test.ts compares them with the folder. */
export const answerReaders: Record<AnswerReaderId, AnswerReader> = { leadbyte, leadexec, boberdoo, leadconduit }

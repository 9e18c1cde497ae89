import type { AnswerRule } from '../../contract/answer-rule.ts'
import { answerRuleSchema } from '../../contract/answer-rule.ts'
import { parseAll } from '../../contract/parse.ts'
import { readAnswer } from '../../worker/delivery/answers/read-answer.ts'
import { readText } from '../../worker/delivery/answers/text.ts'
import type { Verdict } from '../../worker/delivery/verdict.ts'
import type { Answer } from '../../worker/outside/call-result.ts'

/** An answer of a partner's server; a body that is no text becomes JSON. */
export const anAnswer = (status: number, body: unknown = '', more: Partial<Answer> = {}): Answer => ({
  kind: 'answer',
  status,
  headers: {},
  body: typeof body === 'string' ? body : JSON.stringify(body),
  truncated: false,
  arrived: true,
  tookMs: 1,
  ...more,
})

/** A rule as it is saved: with what the schema adds. */
export function aRule(rule: object): AnswerRule {
  const parsed = parseAll(answerRuleSchema, { kind: 'rule', ...rule })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors))
  return parsed.output
}

/** What an answer means by a rule; without one, by the standard reader of texts. */
export const readBy = (rule: AnswerRule | null, answer: Answer): Verdict =>
  readAnswer(answer, { rule, standard: readText, reference: 'ref_test' })

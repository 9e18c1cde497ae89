import type { AnswerRule } from '../../../contract/answer-rule.ts'
import { logFault } from '../../log-fault.ts'
import type { Answer } from '../../outside/call-result.ts'
import { readStatus } from '../read-status.ts'
import { type Verdict, verdict } from '../verdict.ts'
import { openAnswer } from './open-answer.ts'
import { readByRule } from './read-by-rule.ts'
import { answerReaders } from './readers.ts'
import { nothingSaid, underStatus } from './said.ts'

/**
 * What a partner's answer means: by its rule, or by the format's standard reader without one (D5). Never throws: a reader
 * that breaks leaves what the status says, and a good status that could not be read by its rule is unknown. The lead has
 * left by then, so nothing that happens here may lose the attempt.
 */
export function readAnswer(
  answer: Answer,
  { rule, standard, reference }: { rule: AnswerRule | null; standard: (answer: Answer) => Verdict; reference: string },
): Verdict {
  try {
    return rule === null ? standard(answer) : read(rule, answer)
  } catch (error) {
    logFault({ event: 'answer.unreadable', requestId: reference, error })
    const byStatus = readStatus(answer)
    return byStatus.outcome === 'accepted' && rule !== null
      ? verdict('unknown', 'The partner’s answer could not be read.')
      : byStatus
  }
}

function read(rule: AnswerRule, answer: Answer): Verdict {
  const open = openAnswer(answer)
  if (rule.kind === 'rule') return readByRule(rule, open)
  const { title, read: readBody } = answerReaders[rule.reader]
  const byStatus = readStatus(answer)
  const said = readBody(open) ?? nothingSaid
  if (said.outcome === null && byStatus.outcome === 'accepted')
    return { ...verdict('unknown', `This is no answer that ${title} is known to give.`), reason: said.reason }
  return underStatus(byStatus, said)
}

import type { Answer } from '../../outside/call-result.ts'
import { readStatus } from '../read-status.ts'
import type { Verdict } from '../verdict.ts'
import { saidInJson } from './json.ts'
import { type OpenAnswer, openAnswer } from './open-answer.ts'
import { nothingSaid, type Said, underStatus } from './said.ts'
import { outcomeOfWord, saidByNames } from './standard-words.ts'
import { saidInXmlAnswer } from './xml.ts'

/**
 * The standard reader of answers to a form post, which may be of any kind: the status decides; JSON and XML say more as
 * their own readers have it, then a form-encoded answer (status=rejected&reason=…), then a text whose first word is one
 * for what became of the lead ("Duplicate lead").
 */
export const readText = (answer: Answer): Verdict => underStatus(readStatus(answer), saidInText(openAnswer(answer)))

function saidInText(answer: OpenAnswer): Said {
  const body = answer.body.trim()
  if (/^[{[]/.test(body)) return saidInJson(answer)
  if (body.startsWith('<')) return saidInXmlAnswer(answer)
  if (/^[\w.-]{1,40}=[^\s]*(&|$)/.test(body)) return saidInPairs(body)
  const [word = '', ...rest] = body.slice(0, 500).split(/[\s:;,|]+/)
  const outcome = outcomeOfWord(word)
  return outcome === null ? nothingSaid : { ...nothingSaid, outcome, reason: rest.join(' ').trim() || null }
}

function saidInPairs(body: string): Said {
  const values = new Map([...new URLSearchParams(body)].map(([name, value]) => [name.toLowerCase(), value]))
  return saidByNames((name) => values.get(name))
}

import type { Answer } from '../../outside/call-result.ts'
import { readStatus } from '../read-status.ts'
import type { Verdict } from '../verdict.ts'
import { type OpenAnswer, openAnswer } from './open-answer.ts'
import { nothingSaid, type Said, underStatus } from './said.ts'
import { saidByNames } from './standard-words.ts'

/**
 * The standard reader of JSON answers: the status decides; an object may say more under `outcome` or `status` (accepted,
 * duplicate, rejected, and the usual words for them), `success: false`, `remoteId` or `id`, `reason`, `price`.
 */
export const readJson = (answer: Answer): Verdict => underStatus(readStatus(answer), saidInJson(openAnswer(answer)))

/** Every part by itself: one that makes no sense does not spoil the others. */
export function saidInJson(answer: OpenAnswer): Said {
  const document = answer.json()
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return nothingSaid
  const values = new Map(Object.entries(document).map(([name, value]) => [name.toLowerCase(), value]))
  return saidByNames((name) => values.get(name))
}

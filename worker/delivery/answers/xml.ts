import type { Answer } from '../../outside/call-result.ts'
import { readStatus } from '../read-status.ts'
import type { Verdict } from '../verdict.ts'
import { within } from './find-in-xml.ts'
import { type OpenAnswer, openAnswer } from './open-answer.ts'
import { nothingSaid, type Said, underStatus } from './said.ts'
import { saidByNames } from './standard-words.ts'
import type { XmlElement } from './xml-tree.ts'

/**
 * The standard reader of XML answers: the status decides; an element or attribute anywhere may say more, named `outcome`,
 * `status` or `result` (accepted, duplicate, rejected, and the usual words for them), `success`, `id`, `reason`, `price`.
 */
export const readXml = (answer: Answer): Verdict => underStatus(readStatus(answer), saidInXml(openAnswer(answer).xml()))

export const saidInXmlAnswer = (answer: OpenAnswer): Said => saidInXml(answer.xml())

/** What a document says; the outermost element that has a word for it comes first. */
export function saidInXml(root: XmlElement | null): Said {
  if (root === null) return nothingSaid
  const values = namedValues(root)
  return saidByNames((name) => values.get(name))
}

/** Every attribute, and every element that has text and no elements of its own: the first of a name counts. */
function namedValues(root: XmlElement): Map<string, string> {
  const values = new Map<string, string>()
  const note = (name: string, value: string) => {
    const key = name.toLowerCase()
    if (!values.has(key) && value.trim() !== '') values.set(key, value.trim())
  }
  for (const { name, attributes, children, text } of within(root)) {
    for (const [attribute, value] of Object.entries(attributes)) note(attribute, value)
    if (children.length === 0) note(name, text)
  }
  return values
}

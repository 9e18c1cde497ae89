import type { Answer } from '../../outside/call-result.ts'
import { readStatus } from '../read-status.ts'
import { type Verdict, verdict } from '../verdict.ts'
import { findInXml, within } from './find-in-xml.ts'
import { openAnswer } from './open-answer.ts'
import { reasonOf, underStatus } from './said.ts'
import { saidInXml } from './xml.ts'
import { parseXml, type XmlElement } from './xml-tree.ts'

/**
 * The standard reader of SOAP answers, 1.1 and 1.2: accepted when the status is good and there is no Fault. What the
 * Body says counts as in any XML answer, and so does XML that stands in it as text, which many services answer.
 */
export function readSoap(answer: Answer): Verdict {
  const root = openAnswer(answer).xml()
  const fault = root === null ? null : readFault(root)
  if (fault !== null) return { ...fault, disable: readStatus(answer).disable }
  return underStatus(readStatus(answer), saidInXml(root === null ? null : payloadOf(root)))
}

/**
 * What a SOAP Fault means; null when the document is none. Its status says nothing: 1.1 sends every fault with 500. Its
 * code says whose fault it was: the message's (Client, Sender), which would be refused again, or the server's.
 */
export function readFault(root: XmlElement): Verdict | null {
  const fault = root.name === 'Envelope' ? within(root).find(({ name }) => name === 'Fault') : undefined
  if (fault === undefined) return null
  const code = findInXml(fault, '/Fault/faultcode')[0] ?? findInXml(fault, '/Fault/Code/Value')[0] ?? ''
  const reason = findInXml(fault, '/Fault/faultstring')[0] ?? findInXml(fault, '/Fault/Reason/Text')[0] ?? ''
  const isOurs = /^([^:]*:)?(Client|Sender|VersionMismatch|MustUnderstand|DataEncodingUnknown)\b/i.test(code)
  return {
    ...(isOurs
      ? verdict('error_final', 'The server answered with a SOAP fault: it cannot take this message as it is.')
      : verdict('error_retryable', 'The server answered with a SOAP fault of its own.')),
    reason: reasonOf(reason),
  }
}

/** The document that a service puts into its answer as a text, where it does; else the answer itself. */
function payloadOf(root: XmlElement): XmlElement {
  const wrapped = within(root).find(({ children, text }) => children.length === 0 && text.trimStart().startsWith('<'))
  return (wrapped === undefined ? null : parseXml(wrapped.text)) ?? root
}

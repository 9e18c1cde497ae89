import type { OwnAnswerRule } from '../../../contract/answer-rule.ts'
import { readStatus } from '../read-status.ts'
import { type Verdict, verdict } from '../verdict.ts'
import { allHold, statusIn } from './condition-holds.ts'
import type { OpenAnswer } from './open-answer.ts'
import { readCapture } from './read-capture.ts'
import { reasonOf, remoteIdOf, type Said, underStatus } from './said.ts'
import { readFault } from './soap.ts'
import { statedPrice } from './stated-price.ts'

/**
 * Reads an answer by a partner's own rule (D5). In this order, the most particular first:
 * 1. a status that asks to be tried again (5xx, 408, 425, 429) does, whatever the body says; a SOAP fault is no such
 *    status, for SOAP sends every fault with 500;
 * 2. the rule's duplicate, retryable and rejected cases, whatever the status;
 * 3. a status that refuses, refuses: nothing in a body makes an acceptance of it;
 * 4. a status of the rule's own and all of its conditions: accepted;
 * 5. a condition that could not be read, for the body is not what it looks into: unknown. What can be read and does not
 *    say yes is what the rule says under `otherwise`.
 */
export function readByRule(rule: OwnAnswerRule, answer: OpenAnswer): Verdict {
  const byStatus = statusVerdict(rule, answer)
  const fault = faultOf(answer)
  const captured = capturesOf(rule, answer)
  const said = caseThatHolds(rule, answer)
  if (fault !== null) {
    if (said !== null)
      return underStatus({ ...fault, outcome: 'error_final', disable: byStatus.disable }, { ...captured, ...said })
    return { ...fault, ...captured, reason: captured.reason ?? fault.reason, disable: byStatus.disable }
  }
  if (said !== null || byStatus.outcome !== 'accepted')
    return underStatus(byStatus, { ...captured, outcome: null, because: null, ...said })
  return { ...acceptance(rule, answer), ...captured }
}

type Captured = Pick<Said, 'reason' | 'remoteId' | 'price'>

/** A status that the rule takes for good is good even where it is a redirect, which some servers thank with. */
function statusVerdict({ accepted }: OwnAnswerRule, { status }: OpenAnswer): Verdict {
  return status < 400 && statusIn(accepted.statuses, status) ? verdict('accepted', null) : readStatus({ status })
}

function faultOf(answer: OpenAnswer): Verdict | null {
  const root = answer.body.includes('Fault') ? answer.xml() : null
  return root === null ? null : readFault(root)
}

function caseThatHolds(rule: OwnAnswerRule, answer: OpenAnswer): Pick<Said, 'outcome' | 'because'> | null {
  const holds = (cases: OwnAnswerRule['rejected']) => cases.some(({ all }) => allHold(all, answer) === true)
  if (holds(rule.duplicate)) return { outcome: 'duplicate', because: null }
  if (holds(rule.retryable)) return { outcome: 'error_retryable', because: null }
  if (holds(rule.rejected)) return { outcome: 'rejected', because: null }
  return null
}

function acceptance({ accepted, otherwise }: OwnAnswerRule, answer: OpenAnswer): Verdict {
  const held = statusIn(accepted.statuses, answer.status) ? allHold(accepted.all, answer) : false
  if (held === true) return verdict('accepted', null)
  if (held === null) return verdict('unknown', 'The partner’s answer is not of the kind that its rule looks into.')
  return verdict(otherwise, notAccepted[otherwise])
}

const notAccepted: Record<OwnAnswerRule['otherwise'], string> = {
  rejected: 'The partner’s answer does not say that it has taken the lead.',
  unknown: 'The partner’s answer does not say whether it has the lead.',
  error_retryable: 'The partner’s answer does not say that it has taken the lead: it is sent again.',
}

function capturesOf({ remoteId, price, reason }: OwnAnswerRule, answer: OpenAnswer): Captured {
  return {
    remoteId: remoteIdOf(readCapture(answer, remoteId)),
    reason: reasonOf(readCapture(answer, reason)),
    price: price === null ? null : statedPrice(readCapture(answer, price.from) ?? undefined, price),
  }
}

import type { FieldProblem } from '../../../contract/problem.ts'
import type { ReturnRequest } from '../../../contract/return.ts'
import type { EvidenceKind, ReturnPolicy } from '../../../contract/return-policy.ts'

/** What a request for a return lacks: a reason that the policy allows, words where they are needed, its evidence (D6). */
export function requestProblems(
  { reasons, evidence, evidenceNote }: ReturnPolicy,
  request: Pick<ReturnRequest, 'reason' | 'text' | 'links' | 'reference'>,
): FieldProblem[] {
  const { reason } = request
  const wrongReason = reasons.includes(reason)
    ? []
    : [{ pointer: '/reason', code: 'NOT_ALLOWED', message: `Leads come back for one of these: ${reasons.join(', ')}.` }]
  const needed: EvidenceKind[] = reason === 'other' && !evidence.includes('text') ? ['text', ...evidence] : evidence
  return [...wrongReason, ...needed.flatMap((kind) => lacks[kind](request, evidenceNote))]
}

type Brought = Pick<ReturnRequest, 'text' | 'links' | 'reference'>

/** `note`: what exactly is asked for, in the broker's words. */
const lacks: Record<EvidenceKind, (brought: Brought, note: string) => FieldProblem[]> = {
  text: ({ text }, note) => (text === '' ? [required('/text', note || 'Say in a few words what happened.')] : []),
  link: ({ links }, note) => (links.length === 0 ? [required('/links', note || 'Give a link to the evidence.')] : []),
  reference: ({ reference }, note) =>
    reference === '' ? [required('/reference', note || 'Give the reference that the evidence goes by.')] : [],
  any: ({ text, links, reference }, note) =>
    text === '' && links.length === 0 && reference === ''
      ? [required('/text', note || 'Bring evidence: words, a link or a reference.')]
      : [],
}

const required = (pointer: string, message: string): FieldProblem => ({ pointer, code: 'REQUIRED', message })

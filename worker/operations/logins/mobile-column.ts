import type { FieldProblem } from '../../../contract/problem.ts'
import { phoneProblem } from '../partners/transfer-number.ts'
import { toE164 } from '../people/e164.ts'

/** A person's mobile number in E.164, or why it is none. Nothing typed is no number. */
export function mobileColumn(text: string | null): { mobile: string | null; problems: FieldProblem[] } {
  if (text === null || text === '') return { mobile: null, problems: [] }
  const mobile = toE164(text)
  return { mobile, problems: mobile === null ? [phoneProblem('/mobile')] : [] }
}

import type { FieldProblem } from '../../../contract/problem.ts'
import { phoneProblem, toCallableE164 } from '../people/phone-number.ts'

/** A person's mobile number in E.164, or why it is none. Nothing typed is no number. */
export function mobileColumn(text: string | null): { mobile: string | null; problems: FieldProblem[] } {
  if (text === null || text === '') return { mobile: null, problems: [] }
  const mobile = toCallableE164(text)
  return { mobile, problems: mobile === null ? [phoneProblem('/mobile')] : [] }
}

import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { FieldProblem } from '../../../contract/problem.ts'

/** A telephone number as a person wrote it, in E.164 (F35); national ones are read as British. null: it is none. */
export function toE164(text: string): string | null {
  const parsed = parsePhoneNumberFromString(text, { defaultCountry: 'GB', extract: false })
  return parsed?.isValid() === true && parsed.ext === undefined ? parsed.number : null
}

export const transferNumberProblem: FieldProblem = {
  pointer: '/transferNumber',
  code: 'NOT_A_PHONE_NUMBER',
  message: 'Expected a telephone number such as 020 7946 0123 or +44 20 7946 0123.',
}

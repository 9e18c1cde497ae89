import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { FieldProblem } from '../../../contract/problem.ts'

/** A telephone number as a person wrote it, in E.164 (F35, F59); national ones are read as British. null: it is none. */
export function toE164(text: string): string | null {
  const parsed = parsePhoneNumberFromString(text, { defaultCountry: 'GB', extract: false })
  if (parsed === undefined || parsed.ext !== undefined) return null
  return parsed.isValid() || ofcomDrama.test(parsed.number) ? parsed.number : null
}

/** Mobile numbers that Ofcom gives to nobody, so that examples can be tried out; the library calls them invalid. */
const ofcomDrama = /^\+447700900[0-9]{3}$/

export const phoneProblem = (pointer: string): FieldProblem => ({
  pointer,
  code: 'NOT_A_PHONE_NUMBER',
  message: 'Expected a telephone number such as 020 7946 0123 or +44 20 7946 0123.',
})

import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { FieldProblem } from '../../../contract/problem.ts'

/**
 * A telephone number as somebody typed it, in E.164; national ones are read as British, null: it is none. What people are
 * recognised by (D11): any number that could be one will do, given out or not, and words around it do no harm. Keys of
 * people are made of what this returns, so it never changes.
 */
export function toE164(text: string): string | null {
  const parsed = parsePhoneNumberFromString(text, 'GB')
  return parsed?.isPossible() ? parsed.number : null
}

/**
 * The same of a number that calls and texts are going to (F35, F57, F59): the number and nothing else, one that somebody
 * may have, without an extension, which no text can reach.
 */
export function toCallableE164(text: string): string | null {
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

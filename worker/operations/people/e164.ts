import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** A number as a person typed it in E.164, or null where it is no number; national ones are read as British. */
export function toE164(text: string): string | null {
  const parsed = parsePhoneNumberFromString(text, 'GB')
  return parsed?.isPossible() ? parsed.number : null
}

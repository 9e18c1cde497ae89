import type { Field } from '../../../contract/fields/field.ts'
import type { PostcodeField } from '../../../contract/fields/kinds/postcode.ts'
import { placesOfLead } from './schemes.ts'

/**
 * The places that contain a lead by its own answers: by the field that says where it lies, read as postcodes of that
 * field's country are (the usual one is Britain).
 */
export function placesInAnswers(
  fields: readonly Field[],
  values: Record<string, unknown>,
): ReturnType<typeof placesOfLead> {
  const field = postcodeOf(fields)
  const answer = field === undefined ? undefined : values[field.name]
  return placesOfLead(typeof answer === 'string' ? answer : null, field?.country ?? 'GB')
}

/**
 * The field that says where a lead lies: the one with the reserved name `postcode`, whatever stands before it (a form may
 * ask for an earlier address first), or else the first of its kind.
 */
export function postcodeOf(fields: readonly Field[]): PostcodeField | undefined {
  const postcodes = fields.filter((field): field is PostcodeField => field.kind === 'postcode')
  return postcodes.find(({ name }) => name === 'postcode') ?? postcodes[0]
}

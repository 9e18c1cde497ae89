import type { Field } from '../../../contract/fields/field.ts'
import type { PostcodeField } from '../../../contract/fields/kinds/postcode.ts'
import { placesOfLead } from './schemes.ts'

/**
 * The places that contain a lead by its own answers: its first postcode field, read as postcodes of that field's
 * country are (the usual one is Britain).
 */
export function placesInAnswers(
  fields: readonly Field[],
  values: Record<string, unknown>,
): ReturnType<typeof placesOfLead> {
  const field = fields.find((each): each is PostcodeField => each.kind === 'postcode')
  const answer = field === undefined ? undefined : values[field.name]
  return placesOfLead(typeof answer === 'string' ? answer : null, field?.country ?? 'GB')
}

import type { Field } from '../../../contract/fields/field.ts'
import type { PostcodeField } from '../../../contract/fields/kinds/postcode.ts'
import { placeNamed, placesOfLead } from '../places/schemes.ts'
import type { ValueProblem } from './operator.ts'

/** Whether a field's postcode lies in one of some areas and districts (D7); null when it lies nowhere that is known. */
export function liesIn(postcode: unknown, places: readonly string[], field: Field): boolean | null {
  const { codes } = placesOfLead(typeof postcode === 'string' ? postcode : null, countryOf(field))
  if (codes.length === 0) return null
  return places.some((place) => codes.includes(placeNamed(place) ?? -1))
}

/** Whose postcodes a field takes; the usual country is Britain. */
export const countryOf = (field: Field): string => (field as PostcodeField).country ?? 'GB'

export function areasProblem(places: readonly string[]): ValueProblem | null {
  const index = places.findIndex((place) => placeNamed(place) === null)
  if (index === -1) return null
  const message = `“${places[index]}” is no place. Give an area such as NW or a district such as NW10.`
  return { at: `/${index}`, code: 'UNKNOWN_PLACE', message }
}

export const areasText = (places: readonly string[]): string => places.map((place) => place.toUpperCase()).join(', ')

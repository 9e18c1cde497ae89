import * as v from 'valibot'
import { line } from './text.ts'

/** The countries whose places are known (ISO 3166): worker/domain/places has a scheme for each. */
export const placeCountries = ['GB', 'US'] as const

export type PlaceCountry = (typeof placeCountries)[number]

/** A place for a picker. Only areas and states are listed; a district (NW1, NW10) is found by its name. */
export const placeSchema = v.strictObject({
  /** What a setup's `places` takes: NW, US-CA. */
  place: v.string(),
  name: v.string(),
  country: v.picklist(placeCountries),
})

export type Place = v.InferOutput<typeof placeSchema>

/** All of them: some two hundred are no list to leaf through. */
export const placeListSchema = v.strictObject({ items: v.array(placeSchema) })

export type PlaceList = v.InferOutput<typeof placeListSchema>

/** Which places to list. */
export const placeQuery = {
  country: v.optional(v.picklist(placeCountries)),
  search: v.optional(v.pipe(line(60), v.description('How the place begins, or a part of its name.'))),
}

export type PlaceQuery = v.InferOutput<v.StrictObjectSchema<typeof placeQuery, undefined>>

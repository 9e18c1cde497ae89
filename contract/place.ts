import * as v from 'valibot'

/** An area for a picker. Its districts (NW1, NW10) are names too, and are not listed. */
export const placeSchema = v.strictObject({
  /** What a setup's `places` takes: NW. */
  place: v.string(),
  name: v.string(),
})

export type Place = v.InferOutput<typeof placeSchema>

/** All of them: 124 are no list to leaf through. */
export const placeListSchema = v.strictObject({ items: v.array(placeSchema) })

export type PlaceList = v.InferOutput<typeof placeListSchema>

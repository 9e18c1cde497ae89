import * as v from 'valibot'

/** The version of a thing: it counts its changes, and its newest history row has the same number. */
export const versionSchema = v.pipe(v.number(), v.integer(), v.minValue(1))

/** In the body of a change: refuse it with VERSION_CONFLICT when the thing has another version by now. */
export const expectedVersion = {
  version: v.optional(v.pipe(versionSchema, v.description('Refuse the change unless this is still the version.'))),
}

/** The version of what is there from the beginning and never created: 0 is the thing as it was shipped. */
export const versionSinceShipped = v.pipe(v.number(), v.integer(), v.minValue(0))

/** `expectedVersion` of such a thing. */
export const expectedSinceShipped = {
  version: v.optional(
    v.pipe(versionSinceShipped, v.description('Refuse the change unless this is still the version.')),
  ),
}

import * as v from 'valibot'

/**
 * What tells one person from another (D11). Both numbers of a lead are of one kind, so that they match across. `name` and
 * `address` (its first line) count together with a whole postcode only.
 */
export const identityKinds = ['email', 'phone', 'name-postcode', 'company', 'address-postcode'] as const

export type IdentityKind = (typeof identityKinds)[number]

/** How a lead of somebody who was here before is treated (F54, D11). */
export const dedupeSchema = v.strictObject({
  /** Which earlier leads count: none, all of them, or those of the last `days`. */
  mode: v.optional(v.picklist(['off', 'all', 'window']), 'off'),
  /** A day is 24 hours, to the hour, and the first instant counts: Wednesday 11:00 less 2 is Monday 11:00 (F54). */
  days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650)), 30),
  /** Earlier leads of any lead group, or of the same one only. */
  scope: v.optional(v.picklist(['everywhere', 'group']), 'everywhere'),
  /** What makes two leads those of one person; a partner's own window (D1.20) goes by it too. */
  match: v.optional(
    v.pipe(
      v.array(v.picklist(identityKinds)),
      v.minLength(1, 'Name at least one.'),
      v.check((list) => new Set(list).size === list.length, 'One is given twice.'),
    ),
    ['email', 'phone'],
  ),
  /** `all`: every kind in `match` must be the same, and a lead that lacks one of them is nobody's duplicate. */
  combine: v.optional(v.picklist(['any', 'all']), 'any'),
  /** Close it unrouted, tie it to the first lead of that person, or also write its contact details over that one's. */
  action: v.optional(v.picklist(['reject', 'link', 'link-and-copy']), 'link'),
  /** A partner that had one of the leads that this one repeats counts as having had this one (D1.19). */
  clusterOnce: v.optional(v.boolean(), false),
})

export type DedupeSettings = v.InferOutput<typeof dedupeSchema>

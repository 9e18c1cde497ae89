/** How many candidates of each arm are read first: one more than is wanted is enough for almost every lead. */
export const firstPageOf = (wanted: number): number => wanted + 1

/** Pages of an arm that is read on, by keyset: most leads need the first page only (ENGINE 3). */
export const furtherPages = [16, 64, 512] as const

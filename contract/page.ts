import * as v from 'valibot'

/** Every list is read in pages: at most `limit` things, and a cursor to go on from. */
export const pageQuery = {
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[0-9]{1,3}$/, 'Expected a number from 1 to 200.'),
      v.transform(Number),
      v.minValue(1),
      v.maxValue(200),
    ),
    '50',
  ),
  cursor: v.optional(v.pipe(v.string(), v.maxLength(200))),
}

/** true or false in a query. */
export const flagText = v.pipe(
  v.picklist(['true', 'false']),
  v.transform((text) => text === 'true'),
)

export const pageOf = <Item extends v.GenericSchema>(item: Item) =>
  v.strictObject({ items: v.array(item), nextCursor: v.nullable(v.string()) })

export interface Page<Item> {
  items: Item[]
  nextCursor: string | null
}

/**
 * Makes a page out of rows that were read with one more than `limit`: the extra row says that there is a next page.
 * `cursorOf` gives what the next read must start after.
 */
export function toPage<Row, Item>(
  rows: Row[],
  { limit, cursorOf, toItem }: { limit: number; cursorOf: (row: Row) => string | number; toItem: (row: Row) => Item },
): Page<Item> {
  const kept = rows.slice(0, limit)
  const last = kept.at(-1)
  return {
    items: kept.map(toItem),
    nextCursor: rows.length > limit && last !== undefined ? String(cursorOf(last)) : null,
  }
}

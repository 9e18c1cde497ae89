import * as v from 'valibot'

/** Refuses a list in which two things have the same `key`; the issue points at the second one's. */
export const distinct = <Key extends string, Item extends Record<Key, string>>(key: Key, message: string) =>
  v.rawCheck<Item[]>(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    const seen = new Set<string>()
    for (const [index, item] of dataset.value.entries()) {
      if (seen.has(item[key])) addIssue({ message, path: pathTo(dataset.value, index, key) })
      seen.add(item[key])
    }
  })

/** The path of an issue about one thing in a list, or about one of its properties. */
export function pathTo<Item extends object>(
  list: Item[],
  index: number,
  key?: keyof Item & string,
): [v.IssuePathItem, ...v.IssuePathItem[]] {
  const item = list[index] as Item
  const path: [v.IssuePathItem] = [{ type: 'array', origin: 'value', input: list, key: index, value: item }]
  if (key === undefined) return path
  return [...path, { type: 'object', origin: 'value', input: item as Record<string, unknown>, key, value: item[key] }]
}

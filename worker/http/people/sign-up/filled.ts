import type { Entries } from '../../../capture/channels/form.ts'

/** What stands in the form: what somebody typed, or what it begins with. */
export interface Filled {
  text(name: string): string
  all(name: string): string[]
  has(name: string, value: string): boolean
}

/** What was sent, as it was typed. */
export function filledIn(entries: Entries): Filled {
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const byName = Map.groupBy(texts, ([name]) => name)
  const all = (name: string): string[] => (byName.get(name) ?? []).map(([, text]) => text)
  return { all, text: (name) => all(name)[0] ?? '', has: (name, value) => all(name).includes(value) }
}

/** A form that nobody has touched: round the clock, and a working week should somebody want one. */
export const untouched: Filled = filledIn([
  ['hours', 'always'],
  ...['1', '2', '3', '4', '5'].map((day): [string, string] => ['day', day]),
  ...['1', '2', '3', '4', '5', '6', '7'].flatMap(
    (day): Entries => [
      [`from-${day}`, '09:00'],
      [`to-${day}`, '17:30'],
    ],
  ),
])

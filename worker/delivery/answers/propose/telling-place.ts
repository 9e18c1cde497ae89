import { outcomeOfWord } from '../standard-words.ts'
import { type Example, isGood } from './example.ts'
import type { Leaf } from './leaves.ts'

/**
 * Where the answers tell what became of the lead: a place that each of them has, whose values differ where the meanings
 * do. Of several, the one with the most telling name and words; null when there is none.
 */
export function tellingPlace(examples: readonly Example[]): string | null {
  const good = examples.filter((example) => isGood(example) && example.means !== null)
  const places = good[0]?.leaves.filter(({ value }) => value.length <= 60) ?? []
  const usable = places.filter(({ place }) => tellsApart(good, place))
  const best = usable.map((leaf) => ({ leaf, score: scoreOf(leaf) })).sort((a, b) => b.score - a.score)[0]
  return best === undefined || best.score < 2 ? null : best.leaf.place
}

/** What stands at a place of an answer, in small letters; undefined when nothing does. */
export const valueAt = ({ leaves }: Example, place: string): string | undefined =>
  leaves.find((leaf) => leaf.place === place)?.value

/** Accepted ones never share a value with others there. */
function tellsApart(examples: readonly Example[], place: string): boolean {
  const values = (accepted: boolean) =>
    examples.filter(({ means }) => (means === 'accepted') === accepted).map((example) => valueAt(example, place))
  const [yes, no] = [values(true), values(false)]
  if ([...yes, ...no].includes(undefined)) return false
  return !no.some((value) => yes.some((other) => other!.toLowerCase() === value!.toLowerCase()))
}

function scoreOf({ name, value }: Leaf): number {
  const plain = name.toLowerCase().replaceAll(/[^a-z]/g, '')
  const byName = tellingNames[plain] ?? 0
  const byWord = outcomeOfWord(value) !== null || /^(true|false|yes|no)$/i.test(value) ? 2 : 0
  return byName + byWord
}

const tellingNames: Record<string, number> = {
  status: 4,
  outcome: 4,
  result: 4,
  success: 4,
  accepted: 4,
  isvalidpost: 4,
  valid: 3,
  isvalid: 3,
  state: 3,
  decision: 3,
  code: 3,
  statuscode: 3,
  resultcode: 3,
  responsecode: 3,
  response: 2,
  error: 1,
  message: 1,
}

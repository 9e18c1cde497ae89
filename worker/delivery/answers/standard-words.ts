import { reasonOf, remoteIdOf, type Said } from './said.ts'
import { statedPrice } from './stated-price.ts'

/**
 * The words that the standard readers know for what became of a lead, whatever the format. Another word says nothing:
 * the status decides.
 */
export function outcomeOfWord(value: unknown): Said['outcome'] {
  if (typeof value !== 'string') return null
  return (
    words[
      value
        .trim()
        .toLowerCase()
        .replaceAll(/[\s-]+/g, '_')
    ] ?? null
  )
}

/** A flag such as success, valid or accepted: false is a refusal, true says no more than the status. */
function outcomeOfFlag(value: unknown): Said['outcome'] {
  const text = String(value).trim().toLowerCase()
  return text === 'false' ? 'rejected' : null
}

const rejected = [
  'rejected',
  'reject',
  'declined',
  'denied',
  'refused',
  'unmatched',
  'unsold',
  'not_accepted',
  'error',
  'failed',
  'failure',
  'fail',
  'invalid',
]
const duplicate = ['duplicate', 'duplicated', 'dupe']
const accepted = ['accepted', 'accept', 'success', 'ok', 'matched', 'sold', 'queued', 'received']

const words: Record<string, Said['outcome']> = Object.assign(
  Object.create(null),
  Object.fromEntries([
    ...rejected.map((word) => [word, 'rejected']),
    ...duplicate.map((word) => [word, 'duplicate']),
    ...accepted.map((word) => [word, 'accepted']),
  ]),
)

/**
 * What a set of named values says, whatever it was written in. `under` gives what stands under a name, in any capitals;
 * of several names, the first under which something is said counts. An error that is named is a fault of
 * what was sent, of which the broker is told, unless a word says otherwise.
 */
export function saidByNames(under: (name: string) => unknown): Said {
  const first = <T>(names: string[], read: (value: unknown) => T | null): T | null =>
    names.reduce<T | null>((found, name) => found ?? read(under(name)), null)
  const word = first(['outcome', 'status', 'result'], outcomeOfWord)
  const flag = first(['success', 'accepted', 'valid'], outcomeOfFlag)
  return {
    outcome: word === 'accepted' ? (flag ?? word) : (word ?? flag ?? (isError(under('error')) ? 'error_final' : null)),
    because: null,
    reason: first(['reason', 'error', 'message'], reasonOf),
    remoteId: first(['remoteid', 'id', 'leadid', 'lead_id'], remoteIdOf),
    price: first(['price'], (value) => statedPrice(value)),
  }
}

const isError = (value: unknown): boolean =>
  typeof value === 'string' && !['', '0', 'no', 'none', 'false', 'null'].includes(value.trim().toLowerCase())

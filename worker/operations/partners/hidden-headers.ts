import { type Delivery, hiddenValue } from '../../../contract/delivery.ts'
import type { FieldProblem } from '../../../contract/problem.ts'

type Headers = NonNullable<Delivery['internet']>['headers']

/** A delivery as anybody may see it, admins too: the values of its headers are keys to somebody else's house. */
export function hideHeaders(delivery: Delivery): Delivery {
  const { internet } = delivery
  if (internet === null) return delivery
  const headers = Object.fromEntries(Object.keys(internet.headers).map((name) => [name, hiddenValue]))
  return { ...delivery, internet: { ...internet, headers } }
}

/**
 * The headers to keep: a value that came back hidden stays what it was. It is asked for again when there was none, and
 * when leads would go to another host: nobody gets to see a secret by sending it elsewhere.
 */
export function restoreHeaders(
  internet: NonNullable<Delivery['internet']>,
  before: Delivery['internet'],
): { headers: Headers; problems: FieldProblem[] } {
  const known = new Map(before && isSameHost(internet.url, before.url) ? lowered(before.headers) : [])
  const headers: Headers = {}
  const problems: FieldProblem[] = []
  for (const [name, value] of Object.entries(internet.headers)) {
    const kept = value === hiddenValue ? known.get(name.toLowerCase()) : value
    if (kept === undefined) problems.push(valueNeeded(name))
    else headers[name] = kept
  }
  return { headers, problems }
}

const lowered = (headers: Headers): [string, string][] =>
  Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])

const isSameHost = (a: string, b: string): boolean => hostOf(a) !== null && hostOf(a) === hostOf(b)

const hostOf = (url: string): string | null => (URL.canParse(url) ? new URL(url).hostname : null)

const valueNeeded = (name: string): FieldProblem => ({
  pointer: `/delivery/internet/headers/${name}`,
  code: 'VALUE_NEEDED',
  message: 'Give the value: there is none yet for this header and this host.',
})

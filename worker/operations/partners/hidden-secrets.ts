import { type Delivery, hiddenValue, type InternetDelivery } from '../../../contract/delivery.ts'
import type { FieldProblem } from '../../../contract/problem.ts'

/**
 * A delivery as anybody may see it, admins too: its headers' values, and the values of its mapping that are marked as
 * secret, are keys to somebody else's house.
 */
export function hideSecrets(delivery: Delivery): Delivery {
  const { internet } = delivery
  if (internet === null) return delivery
  const headers = Object.fromEntries(Object.keys(internet.headers).map((name) => [name, hiddenValue]))
  const mapping = internet.mapping?.map((entry) => (entry.secret ? { ...entry, value: hiddenValue } : entry)) ?? null
  return { ...delivery, internet: { ...internet, headers, mapping } }
}

/**
 * The settings to keep: a value that came back hidden stays what it was. It is asked for again when there was none, and
 * when leads would go to another host: nobody gets to see a secret by sending it elsewhere.
 */
export function restoreSecrets(
  internet: InternetDelivery,
  before: Delivery['internet'],
): { internet: InternetDelivery; problems: FieldProblem[] } {
  const known = before !== null && isSameHost(internet.url, before.url) ? before : null
  const knownHeaders = new Map(lowered(known?.headers ?? {}))
  const knownValues = new Map((known?.mapping ?? []).filter(({ secret }) => secret).map(({ to, value }) => [to, value]))

  const problems: FieldProblem[] = []
  const restored = (value: string, was: string | undefined, pointer: string): string => {
    if (value !== hiddenValue) return value
    if (was === undefined) problems.push(valueNeeded(pointer))
    return was ?? ''
  }
  const headers = Object.entries(internet.headers).map(([name, value]): [string, string] => [
    name,
    restored(value, knownHeaders.get(name.toLowerCase()), `/delivery/internet/headers/${name}`),
  ])
  // One that is not secret any more shows what it is: then its value has to be given.
  const mapping = internet.mapping?.map((entry, i) => ({
    ...entry,
    value: restored(
      entry.value,
      entry.secret ? knownValues.get(entry.to) : undefined,
      `/delivery/internet/mapping/${i}/value`,
    ),
  }))
  return { internet: { ...internet, headers: Object.fromEntries(headers), mapping: mapping ?? null }, problems }
}

const lowered = (headers: Record<string, string>): [string, string][] =>
  Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])

const isSameHost = (a: string, b: string): boolean => hostOf(a) !== null && hostOf(a) === hostOf(b)

/** With its port: another one is another server. */
const hostOf = (url: string): string | null => (URL.canParse(url) ? new URL(url).host : null)

const valueNeeded = (pointer: string): FieldProblem => ({
  pointer,
  code: 'VALUE_NEEDED',
  message: 'Give the value: there is none yet for this name and this host.',
})

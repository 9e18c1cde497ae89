import { hiddenValue } from '../../contract/delivery.ts'
import type { Mapping } from '../../contract/mapping.ts'

/**
 * What of a partner's settings must not be kept with an attempt: its headers' values, what its address carries, and the
 * values of its mapping that are marked as secret.
 */
export interface SecretBearer {
  url: string
  headers: Record<string, string>
  mapping?: Mapping | null
}

/** The address without what its query says: https://example.com/leads?key=•••. */
export function concealQuery(address: string): string {
  if (!URL.canParse(address)) return hiddenValue
  const url = new URL(address)
  const names = [...new Set(url.searchParams.keys())]
  const query = names.map((name) => `${encodeURIComponent(name)}=${hiddenValue}`).join('&')
  return `${url.origin}${url.pathname}${query === '' ? '' : `?${query}`}`
}

/** The headers of a request, the partner's own without their values. */
export function concealHeaders(sent: Record<string, string>, own: Record<string, string>): Record<string, string> {
  const values = new Set(Object.values(own))
  return Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [name, values.has(value) ? hiddenValue : value]),
  )
}

/** A text that came back, without the secrets that we had sent: some servers echo what they get. */
export function concealEchoes(text: string, bearer: SecretBearer): string {
  return secretsOf(bearer).reduce((rest, secret) => rest.replaceAll(secret, hiddenValue), text)
}

/** Whole values first, then the token of "Bearer …". What is shorter than eight characters hides too much else. */
function secretsOf({ url, headers, mapping }: SecretBearer): string[] {
  const mapped = (mapping ?? []).filter(({ secret }) => secret).map(({ value }) => value)
  const values = [...Object.values(headers), ...new URL(url).searchParams.values(), ...mapped]
  const tokens = values.flatMap((value) => value.split(/\s+/))
  return [...values, ...tokens].filter((secret) => secret.length >= 8)
}

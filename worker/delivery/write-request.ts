import { hiddenValue, type InternetDelivery } from '../../contract/delivery.ts'
import type { Mapping } from '../../contract/mapping.ts'
import type { SentRequest } from './attempt.ts'
import { internetFormats } from './formats.ts'
import type { Parcel } from './parcel.ts'
import { concealHeaders, concealQuery } from './secrets.ts'

/** A request as it is sent, and as it may be kept and shown: without the partner's secrets. */
export interface WrittenRequest {
  headers: Record<string, string>
  body: string
  shown: SentRequest
}

/**
 * Writes a lead for a partner's server. What may be shown is written by the same format from settings whose secrets are
 * hidden, so that no spelling of a secret can slip through. Throws where the lead cannot be written at all.
 */
export function writeRequest(parcel: Parcel, internet: InternetDelivery): WrittenRequest {
  const format = internetFormats[internet.format]
  const { headers, body } = format.encode(parcel, internet)
  const hidden = internet.mapping?.some(({ secret }) => secret) ?? false
  const shown = hidden ? format.encode(parcel, { ...internet, mapping: hideSecrets(internet.mapping) }).body : body
  return {
    headers,
    body,
    shown: {
      method: 'POST',
      url: concealQuery(internet.url),
      headers: concealHeaders(headers, internet.headers),
      body: shown.replaceAll(encodeURIComponent(hiddenValue), hiddenValue),
    },
  }
}

const hideSecrets = (mapping: Mapping | null): Mapping | null =>
  mapping?.map((entry) => (entry.secret ? { ...entry, value: hiddenValue, as: 'text', transforms: [] } : entry)) ?? null

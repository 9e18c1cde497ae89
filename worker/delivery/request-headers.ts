import { reservedHeaders } from '../../contract/delivery.ts'
import type { Parcel } from './parcel.ts'

/**
 * The headers of an internet delivery. The partner's own come along, but never in place of ours or of those that belong
 * to the connection. A value is one line; what could break out of it is not sent at all.
 */
export function requestHeaders({
  contentType,
  parcel: { reference, test },
  own,
  more = {},
}: {
  contentType: string
  parcel: Pick<Parcel, 'reference' | 'test'>
  own: Record<string, string>
  /** The format's own: SOAPAction. */
  more?: Record<string, string>
}): Record<string, string> {
  const usable = Object.entries(own).filter(([name, value]) => isUsable(name) && isOneLine(value))
  return {
    'user-agent': 'Baton',
    ...Object.fromEntries(usable.map(([name, value]) => [name.toLowerCase(), value])),
    'content-type': contentType,
    'idempotency-key': reference,
    'x-baton-reference': reference,
    // Whatever the body may say or not say: no mapping can make a test look like a person's lead.
    ...(test ? { 'x-baton-test': 'true' } : {}),
    ...more,
  }
}

const isUsable = (name: string): boolean =>
  /^[A-Za-z0-9-]{1,64}$/.test(name) && !reservedHeaders.includes(name.toLowerCase())

const isOneLine = (value: string): boolean => /^[\t\x20-\x7e]*$/.test(value)

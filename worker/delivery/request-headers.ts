import { reservedHeaders } from '../../contract/delivery.ts'

/**
 * The headers of an internet delivery. The partner's own come along, but never in place of ours or of those that belong
 * to the connection. A value is one line; what could break out of it is not sent at all.
 */
export function requestHeaders({
  contentType,
  reference,
  own,
}: {
  contentType: string
  reference: string
  own: Record<string, string>
}): Record<string, string> {
  const usable = Object.entries(own).filter(([name, value]) => isUsable(name) && isOneLine(value))
  return {
    'user-agent': 'Baton',
    ...Object.fromEntries(usable.map(([name, value]) => [name.toLowerCase(), value])),
    'content-type': contentType,
    'idempotency-key': reference,
    'x-baton-reference': reference,
  }
}

const isUsable = (name: string): boolean =>
  /^[A-Za-z0-9-]{1,64}$/.test(name) && !reservedHeaders.includes(name.toLowerCase())

const isOneLine = (value: string): boolean => /^[\t\x20-\x7e]*$/.test(value)

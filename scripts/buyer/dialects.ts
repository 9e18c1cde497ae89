import type { IncomingHttpHeaders } from 'node:http'
import { readLeaves } from './read-leaves.ts'

/** How a partner's server speaks: what it is sent, and how it writes its answers. */
export interface Dialect {
  title: string
  /** A lead as names and values; null when it cannot be read. */
  read(body: string): Record<string, unknown> | null
  contentType: string
  /** `said` has a status (accepted, rejected …) or an error, and perhaps an id and a reason. */
  write(said: Record<string, string>): string
}

const isFault = (said: Record<string, string>): boolean => said.error !== undefined

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const elements = (said: Record<string, string>): string =>
  Object.entries(said)
    .map(([name, value]) => `<${name}>${escaped(value)}</${name}>`)
    .join('')

const envelope = (namespace: string, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="${namespace}"><soap:Body>${content}</soap:Body></soap:Envelope>`

const taken = (said: Record<string, string>): string =>
  `<LeadResult xmlns="urn:example:leads">${elements(said)}</LeadResult>`

export const dialects = {
  json: {
    title: 'JSON',
    read: readObject,
    contentType: 'application/json',
    write: (said) => JSON.stringify(said),
  },
  xml: {
    title: 'XML',
    read: readLeaves,
    contentType: 'text/xml; charset=utf-8',
    write: (said) => `<?xml version="1.0" encoding="UTF-8"?><response>${elements(said)}</response>`,
  },
  form: {
    title: 'form post',
    read: (body) => Object.fromEntries(new URLSearchParams(body)),
    contentType: 'text/plain; charset=utf-8',
    write: (said) => new URLSearchParams(said).toString(),
  },
  soap11: {
    title: 'SOAP 1.1',
    read: readLeaves,
    contentType: 'text/xml; charset=utf-8',
    write: (said) =>
      envelope(
        'http://schemas.xmlsoap.org/soap/envelope/',
        isFault(said)
          ? `<soap:Fault><faultcode>soap:Server</faultcode><faultstring>${escaped(said.error!)}</faultstring></soap:Fault>`
          : taken(said),
      ),
  },
  soap12: {
    title: 'SOAP 1.2',
    read: readLeaves,
    contentType: 'application/soap+xml; charset=utf-8',
    write: (said) =>
      envelope(
        'http://www.w3.org/2003/05/soap-envelope',
        isFault(said)
          ? `<soap:Fault><soap:Code><soap:Value>soap:Receiver</soap:Value></soap:Code><soap:Reason><soap:Text xml:lang="en">${escaped(said.error!)}</soap:Text></soap:Reason></soap:Fault>`
          : taken(said),
      ),
  },
  /** What LeadByte answers, by its published codes. */
  leadbyte: {
    title: 'JSON, answered like LeadByte',
    read: readObject,
    contentType: 'application/json',
    write({ status, id, reason, error }) {
      if (status === undefined && error === undefined) return '{}'
      const code = { accepted: 1, duplicate: -2, rejected: -5 }[status ?? ''] ?? -100
      const info = [reason ?? error].filter((text) => text !== undefined)
      return JSON.stringify({
        code,
        response: code === 1 ? 'OK' : (status ?? 'error'),
        info,
        ...(id !== undefined && { leadId: id }),
      })
    },
  },
} as const satisfies Record<string, Dialect>

export type DialectName = keyof typeof dialects

/** The dialect of a request: what it carries says it, but for LeadByte's, which is JSON at an address that ends so. */
export function dialectOf(path: string, headers: IncomingHttpHeaders): DialectName {
  const type = headers['content-type'] ?? ''
  if (path.endsWith('/leadbyte')) return 'leadbyte'
  if (/^application\/soap\+xml\b/.test(type)) return 'soap12'
  if (/^(text|application)\/xml\b/.test(type)) return headers.soapaction === undefined ? 'xml' : 'soap11'
  return /^application\/x-www-form-urlencoded\b/.test(type) ? 'form' : 'json'
}

function readObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

import { readSoap } from '../answers/soap.ts'
import type { InternetFormat } from '../format.ts'
import { requestHeaders } from '../request-headers.ts'
import { uselessKeys } from '../useless-keys.ts'
import { type SoapVersion, soapBody, soapProblems } from '../xml/soap.ts'

/** F32, D5: the action stands in a header of its own, in quotes, and is there even when it is empty. Faults come with 500. */
export const soap11: InternetFormat = {
  id: 'soap-1-1',
  via: 'internet',
  check: (settings, known) => [...soapProblems(settings, known, version), ...uselessKeys(settings, ['contentType'])],
  encode: (parcel, settings) => ({
    headers: requestHeaders({
      contentType: 'text/xml; charset=utf-8',
      parcel,
      own: settings.headers,
      more: { soapaction: `"${settings.soapAction ?? ''}"` },
    }),
    body: soapBody(parcel, settings, version),
  }),
  read: readSoap,
}

const version: SoapVersion = { name: '1.1', namespace: 'http://schemas.xmlsoap.org/soap/envelope/' }

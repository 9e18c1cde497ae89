import { readSoap } from '../answers/soap.ts'
import type { InternetFormat } from '../format.ts'
import { requestHeaders } from '../request-headers.ts'
import { uselessKeys } from '../useless-keys.ts'
import { type SoapVersion, soapBody, soapProblems } from '../xml/soap.ts'

/** F32, D5: the action, where there is one, is a parameter of the content type. */
export const soap12: InternetFormat = {
  id: 'soap-1-2',
  via: 'internet',
  check: (settings, known) => [...soapProblems(settings, known, version), ...uselessKeys(settings, ['contentType'])],
  encode: (parcel, settings) => ({
    headers: requestHeaders({ contentType: contentType(settings.soapAction), parcel, own: settings.headers }),
    body: soapBody(parcel, settings, version),
  }),
  read: readSoap,
}

const contentType = (action: string | null = null): string =>
  `application/soap+xml; charset=utf-8${action === null ? '' : `; action="${action}"`}`

const version: SoapVersion = { name: '1.2', namespace: 'http://www.w3.org/2003/05/soap-envelope' }

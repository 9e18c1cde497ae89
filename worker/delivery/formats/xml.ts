import { readXml } from '../answers/xml.ts'
import type { InternetFormat } from '../format.ts'
import { requestHeaders } from '../request-headers.ts'
import { uselessKeys } from '../useless-keys.ts'
import { declaration } from '../xml/element.ts'
import { xmlBody, xmlProblems } from '../xml/xml-body.ts'

/**
 * F32, D5: one XML document, always UTF-8: by the partner's template, by a mapping of element paths, or all that there is
 * to tell as <lead>. The answer's status decides, and its elements may say more.
 */
export const xml: InternetFormat = {
  id: 'xml',
  via: 'internet',
  check: (settings, known) => [...xmlProblems(settings, known).problems, ...uselessKeys(settings, ['soapAction'])],
  encode: (parcel, settings) => ({
    headers: requestHeaders({
      contentType: `${settings.contentType ?? 'text/xml'}; charset=utf-8`,
      parcel,
      own: settings.headers,
    }),
    body: declaration + xmlBody(parcel, settings),
  }),
  read: readXml,
}

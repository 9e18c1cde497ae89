import type { FormatExample } from '../../support/format-example.ts'
import { inXml, leadIn, readXml } from '../../support/read-xml.ts'

export const example: FormatExample = {
  golden: {
    headers: {
      'user-agent': 'Baton',
      'x-api-key': 'k-123',
      'content-type': 'text/xml; charset=utf-8',
      'idempotency-key': 'ref_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f0000000c',
      'x-baton-reference': 'ref_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f0000000c',
    },
    body: '<?xml version="1.0" encoding="utf-8"?>\n<lead><reference>ref_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f0000000c</reference><leadId>lead_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f00000000</leadId><type id="typ_3">Double glazing</type><group id="grp_1">Home improvement</group><receivedAt>2026-07-22T08:14:05.000Z</receivedAt><price currency="GBP">42.50</price><test>false</test><fields><firstName>Ada</firstName><lastName>O’Neill &amp; Sons</lastName><phone>020 7946 0018</phone><email>ada@example.com</email><windows>7</windows><rooms>kitchen</rooms><rooms>bath</rooms><details>Bay window.\nBack door &lt;6 ft&gt;.</details></fields></lead>',
  },
  decode: ({ body }) => leadIn(readXml(String(body))),
  keeps: inXml,
}

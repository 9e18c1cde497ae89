import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { email } from '../../../worker/delivery/formats/email.ts'
import { formPost } from '../../../worker/delivery/formats/form-post.ts'
import { json } from '../../../worker/delivery/formats/json.ts'
import { soap11 } from '../../../worker/delivery/formats/soap-1-1.ts'
import { soap12 } from '../../../worker/delivery/formats/soap-1-2.ts'
import { xml } from '../../../worker/delivery/formats/xml.ts'
import type { Parcel } from '../../../worker/delivery/parcel.ts'
import { aValue, someSettings } from '../../support/internet-settings.ts'
import { aField, aParcel } from '../../support/parcel.ts'
import { at, inXml, readXml } from '../../support/read-xml.ts'

/** Pieces that have broken documents before, in any order, among any characters there are. */
const pieces = [
  ']]>',
  '<![CDATA[',
  '<!--',
  '-->',
  '<?x?>',
  '</Name></Lead>',
  '</lastName>',
  '" x="1',
  "' y='2",
  '&amp;',
  '&#0;',
  '&x;',
  '<!DOCTYPE a [<!ENTITY x "y">]>',
  '\r\n',
  '\u0000',
  '\u0085',
  '\ud800',
  '\uffff',
  '\ue0000\ue001',
  '"}',
  '","admin":true,"x":"',
  '\\u0022',
  '\\',
  '__proto__',
  '&admin=1',
  '%26admin%3D1',
  '+',
  '=',
  ';',
  '\r\nX-Evil: 1\r\n\r\n',
  '\r\nBcc: everybody@example.com',
  '{{lead.id}}',
  '{{/lastName}}',
  '<script>alert(1)</script>',
  '" onmouseover="alert(1)',
  '$&',
  '$1',
  '\u202e',
]
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 6 })
  .map((parts) => parts.join(''))

const runs = { numRuns: 400 }

const saying = (first: string, last: string): Parcel =>
  aParcel({
    fields: [
      aField({ name: 'firstName', label: 'First name', value: first }),
      aField({ name: 'lastName', label: 'Last name', value: last }),
      aField({ name: 'rooms', label: 'Rooms', kind: 'multiChoice', value: [first, last] }),
    ],
    leadType: { id: 'typ_3', name: last },
  })

const noSecondLine = (headers: Record<string, string>) =>
  expect(Object.entries(headers).filter(([name, value]) => /[^\x20-\x7e]/.test(name + value))).toEqual([])

const paths = someSettings({
  mapping: [
    aValue('Lead/@ref', '{{lastName}}'),
    aValue('Lead/@source', 'a "constant" & more'),
    aValue('Lead/Name', '{{firstName}} {{lastName}}'),
    aValue('Lead/Rooms/Room', '{{rooms}}', { as: 'list' }),
    aValue('Lead/After', 'untouched'),
  ],
})

const template = `<?xml version="1.0"?>
<Lead ref="{{lastName}}" alt='{{lastName}}'>
  <Name>{{firstName}} {{lastName}}</Name>
  {{#lastName}}<Last>{{lastName}}</Last>{{/lastName}}
  <After>untouched</After>
</Lead>`

/** U+0085 and U+2028 are characters like any other in XML 1.0; a parser keeps all that inXml keeps. */
describe('no value of a lead breaks out of its place:', () => {
  it('promises that of XML by element paths', () => {
    fc.assert(
      fc.property(hostile, hostile, (first, last) => {
        const { headers, body } = xml.encode(saying(first, last), paths)
        noSecondLine(headers)
        const lead = readXml(body)
        expect(lead.attributes).toEqual({ ref: inXml(last), source: 'a "constant" & more' })
        expect(lead.children.map(({ name }) => name)).toEqual(['Name', 'Rooms', 'After'])
        expect(at(lead, 'Name').text).toBe(inXml(`${first} ${last}`))
        expect(at(lead, 'Rooms').children.map(({ text }) => text)).toEqual(
          [first, last].filter((text) => text !== '').map(inXml),
        )
        expect(at(lead, 'After').text).toBe('untouched')
      }),
      runs,
    )
  })

  it.each([
    ['xml', xml],
    ['soap-1-1', soap11],
    ['soap-1-2', soap12],
  ] as const)('promises that of a template, in an element and in either kind of quotes: %s', (_id, format) => {
    fc.assert(
      fc.property(hostile, hostile, (first, last) => {
        const { headers, body } = format.encode(saying(first, last), someSettings({ template }))
        noSecondLine(headers)
        const lead = format === xml ? readXml(body) : at(readXml(body), 'Body', 'Lead')
        expect(lead.attributes).toEqual({ ref: inXml(last), alt: inXml(last) })
        const names = last === '' ? ['Name', 'After'] : ['Name', 'Last', 'After']
        expect(lead.children.map(({ name }) => name)).toEqual(names)
        expect(at(lead, 'Name').text).toBe(inXml(`${first} ${last}`))
      }),
      runs,
    )
  })

  it.each([
    ['xml', xml],
    ['soap-1-1', soap11],
    ['soap-1-2', soap12],
  ] as const)('promises that of the usual document: %s', (_id, format) => {
    fc.assert(
      fc.property(hostile, hostile, (first, last) => {
        const { body } = format.encode(saying(first, last), someSettings())
        const lead = format === xml ? readXml(body) : at(readXml(body), 'Body', 'lead')
        expect(at(lead, 'type').text).toBe(inXml(last))
        const fields = at(lead, 'fields').children.map(({ name, text }) => [name, text])
        expect(fields).toEqual([
          ['firstName', inXml(first)],
          ['lastName', inXml(last)],
          ['rooms', inXml(first)],
          ['rooms', inXml(last)],
        ])
      }),
      runs,
    )
  })

  it('promises that of JSON by pointers, and of the usual object', () => {
    const mapping = [
      aValue('/name', '{{firstName}} {{lastName}}'),
      aValue('/__proto__/admin', '{{lastName}}'),
      aValue('/a~1b/0', '{{firstName}}'),
      aValue('/after', 'untouched'),
    ]
    fc.assert(
      fc.property(hostile, hostile, (first, last) => {
        const { headers, body } = json.encode(saying(first, last), someSettings({ mapping }))
        noSecondLine(headers)
        const expected = JSON.parse('{"name":"","__proto__":{"admin":""},"a/b":[""],"after":"untouched"}')
        expected.name = `${first} ${last}`
        Object.getOwnPropertyDescriptor(expected, '__proto__')!.value.admin = last
        expected['a/b'] = [first]
        expect(body).toBe(JSON.stringify(expected))
        expect(JSON.parse(json.encode(saying(first, last), someSettings()).body).fields).toMatchObject({
          firstName: first,
          lastName: last,
        })
      }),
      runs,
    )
  })

  it('promises that of a form post, in values under chosen names and under its own', () => {
    const mapping = [aValue('lead[name]', '{{firstName}} {{lastName}}'), aValue('a&b=c', '{{lastName}}')]
    fc.assert(
      fc.property(hostile, hostile, (first, last) => {
        const { headers, body } = formPost.encode(saying(first, last), someSettings({ mapping }))
        noSecondLine(headers)
        expect(body).toMatch(/^[A-Za-z0-9*._+%&=-]*$/)
        expect([...new URLSearchParams(body)]).toEqual([
          ['lead[name]', `${first} ${last}`.toWellFormed()],
          ['a&b=c', last.toWellFormed()],
        ])
        const usual = [...new URLSearchParams(formPost.encode(saying(first, last), someSettings()).body)]
        expect(usual.slice(-4)).toEqual(
          [
            ['firstName', first],
            ['lastName', last],
            ['rooms', first],
            ['rooms', last],
          ].map(([name, value]) => [name, value!.toWellFormed()]),
        )
      }),
      runs,
    )
  })

  it('promises that of an e-mail’s subject and HTML, by the letter and by a template', () => {
    const own = {
      subject: '{{lastName}} wants {{leadType.name}}',
      text: 'Call {{firstName}}',
      html: '<p title="{{lastName}}">{{firstName}}</p>',
    }
    const skeleton = email.encode(saying('x', 'x'), { copy: false }).html!.replace(/[^<>]+/g, '')
    fc.assert(
      fc.property(hostile, hostile, (first, last) => {
        const filled = email.encode(saying(first, last), { copy: false, template: own })
        expect(filled.subject).not.toMatch(/\p{Cc}/u)
        expect(filled.html).toMatch(/^<p title="[^"<>]*">[^<>]*<\/p>$/)
        const letter = email.encode(saying(first, last), { copy: false })
        expect(letter.subject).not.toMatch(/\p{Cc}/u)
        expect(letter.html!.replaceAll('<br>', '').replace(/[^<>]+/g, '')).toBe(skeleton)
      }),
      runs,
    )
  })
})

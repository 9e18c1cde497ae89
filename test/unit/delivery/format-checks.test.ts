import { describe, expect, it } from 'vitest'
import type { InternetFormatId } from '../../../contract/delivery.ts'
import type { InternetSettings } from '../../../worker/delivery/format.ts'
import { internetFormats } from '../../../worker/delivery/formats.ts'
import { mergeNames } from '../../../worker/delivery/mapping/merge-names.ts'
import { aValue, someSettings } from '../../support/internet-settings.ts'

const known = mergeNames([
  { name: 'firstName', kind: 'text' },
  { name: 'rooms', kind: 'multiChoice' },
  { name: 'budget', kind: 'money' },
])

const problemsOf = (format: InternetFormatId, settings: Partial<InternetSettings>): string[] =>
  internetFormats[format].check(someSettings(settings), known).map(({ pointer, code }) => `${pointer} ${code}`)

const value = (to: string, text = '{{firstName}}', more = {}) => ({ mapping: [aValue(to, text, more)] })
const soap11 = 'http://schemas.xmlsoap.org/soap/envelope/'
const soap12 = 'http://www.w3.org/2003/05/soap-envelope'
const envelope = (namespace: string, inside = '<e:Body><Lead>{{firstName}}</Lead></e:Body>') =>
  `<e:Envelope xmlns:e="${namespace}">${inside}</e:Envelope>`

describe('settings that are right are saved:', () => {
  it.each<[InternetFormatId, Partial<InternetSettings>]>([
    ['json', {}],
    ['json', value('/customer/name')],
    ['json', value('/__proto__')],
    ['json', value('/rooms', '{{rooms}}', { as: 'list' })],
    ['json', value('/x', '{{budget.minor}} {{referral.reference}} {{firstName.text}}')],
    ['form-post', value('lead[name]')],
    ['xml', value('Lead/Customer/@ref')],
    ['xml', { mapping: [aValue('p:Lead/@xmlns:p', 'http://example.com/p'), aValue('p:Lead/p:Name', '{{firstName}}')] }],
    ['xml', { template: '<a b="{{firstName}}">{{#rooms}}<c>{{rooms}}</c>{{/rooms}}</a>' }],
    ['xml', { template: '\uFEFF<?xml version="1.0" encoding="UTF-8"?>\n<!-- ours -->\n<a><![CDATA[fixed]]></a>\n' }],
    ['xml', { template: '<a>{{own.key}}</a>', ...value('key', 's3cret', { secret: true }) }],
    ['xml', { contentType: 'application/xml' }],
    ['soap-1-1', { soapAction: 'http://example.com/Submit', template: '<Submit>{{firstName}}</Submit>' }],
    ['soap-1-1', { template: envelope(soap11) }],
    ['soap-1-2', { template: `<!-- x -->${envelope(soap12)}`, soapAction: 'urn:submit' }],
  ])('promises that of %s with %j', (format, settings) => {
    expect(problemsOf(format, settings)).toEqual([])
  })
})

describe('settings that are wrong are refused, each with where it stands:', () => {
  it.each<[string, InternetFormatId, Partial<InternetSettings>, string[]]>([
    ['a field that nobody knows', 'json', value('/x', '{{frstName}}'), ['/mapping/0/value UNKNOWN_FIELD']],
    ['who introduced the lead', 'json', value('/x', '{{introducer.name}}'), ['/mapping/0/value UNKNOWN_FIELD']],
    ['a part that the field has not', 'json', value('/x', '{{firstName.minor}}'), ['/mapping/0/value UNKNOWN_FIELD']],
    ['a tag without an end', 'json', value('/x', '{{firstName'), ['/mapping/0/value TAG_NOT_CLOSED']],
    ['an unescaped tag', 'json', value('/x', '{{{firstName}}}'), ['/mapping/0/value TAG_NOT_ALLOWED']],
    ['a hidden character', 'form-post', value('x', 'a\u0000'), ['/mapping/0/value HIDDEN_CHARACTER']],
    ['no pointer', 'json', value('name'), ['/mapping/0/to NOT_A_POINTER']],
    ['the whole document', 'json', value('~'), ['/mapping/0/to NOT_A_POINTER']],
    ['a name of two lines', 'form-post', value('a\r\nb'), ['/mapping/0/to NOT_A_NAME']],
    ['an element with a blank', 'xml', value('Lead/First name'), ['/mapping/0/to NOT_A_PATH']],
    ['an element that opens another', 'xml', value('Lead/a><b'), ['/mapping/0/to NOT_A_PATH']],
    ['an attribute without an element', 'xml', value('@x'), ['/mapping/0/to NOT_A_PATH']],
    ['an attribute in the middle', 'xml', value('a/@b/c'), ['/mapping/0/to NOT_A_PATH']],
    ['a name of XML’s own', 'xml', value('Lead/xmlThing'), ['/mapping/0/to NOT_A_PATH']],
    ['a prefix without a namespace', 'xml', value('p:Lead/Name'), ['/mapping BROKEN_XML']],
    ['a namespace out of a lead', 'xml', value('Lead/@xmlns'), ['/mapping/0/value TAG_PLACE']],
    ['a list of two fields', 'json', value('/x', '{{rooms}} {{firstName}}', { as: 'list' }), ['/mapping/0/as INVALID']],
    [
      'a date in letters that are none',
      'json',
      value('/x', '{{firstName}}', { transforms: [{ kind: 'date', format: 'DD/MM/YYYY' }] }),
      ['/mapping/0/transforms/0/format INVALID'],
    ],
    [
      'the same value twice',
      'json',
      value('/x', 'x', {
        transforms: [
          {
            kind: 'values',
            values: [
              { from: 'Yes', to: '1' },
              { from: 'yes ', to: '2' },
            ],
            otherwise: null,
          },
        ],
      }),
      ['/mapping/0/transforms/0/values/1/from INVALID'],
    ],
    ['XML that is broken', 'xml', { template: '<a><b></a>' }, ['/template BROKEN_XML']],
    ['no XML at all', 'xml', { template: 'Hello {{firstName}}' }, ['/template BROKEN_XML', '/template BROKEN_XML']],
    ['an entity that is not XML’s', 'xml', { template: '<a>&nbsp;</a>' }, ['/template BROKEN_XML']],
    ['a DOCTYPE', 'xml', { template: '<!DOCTYPE a [<!ENTITY x "y">]><a/>' }, ['/template DOCTYPE']],
    ['another encoding', 'xml', { template: '<?xml version="1.0" encoding="latin1"?><a/>' }, ['/template ENCODING']],
    ['a value in a comment', 'xml', { template: '<a><!-- {{firstName}} --></a>' }, ['/template TAG_PLACE']],
    ['a value in CDATA', 'xml', { template: '<a><![CDATA[{{firstName}}]]></a>' }, ['/template TAG_PLACE']],
    ['a value as a namespace', 'xml', { template: '<a xmlns="{{firstName}}"/>' }, ['/template TAG_PLACE']],
    ['a section across elements', 'xml', { template: '<a>{{#rooms}}<b>{{/rooms}}</b></a>' }, ['/template TAG_PLACE']],
    ['an own name that is none', 'xml', { template: '<a/>', ...value('a/b', 'x') }, ['/mapping/0/to NOT_A_NAME']],
    ['an own name that is not there', 'xml', { template: '<a>{{own.dob}}</a>' }, ['/template UNKNOWN_FIELD']],
    ['an action with quotes', 'soap-1-1', { soapAction: 'a"b' }, ['/soapAction NOT_AN_ACTION']],
    ['an action that is a header', 'soap-1-2', { soapAction: 'a\r\nX: 1' }, ['/soapAction NOT_AN_ACTION']],
    ['the other version’s envelope', 'soap-1-1', { template: envelope(soap12) }, ['/template NOT_AN_ENVELOPE']],
    ['an envelope without a body', 'soap-1-2', { template: envelope(soap12, '<x/>') }, ['/template NOT_AN_ENVELOPE']],
    ['an action of JSON', 'json', { soapAction: 'x' }, ['/soapAction NOT_FOR_THIS_FORMAT']],
    ['a template of a form', 'form-post', { template: '<a/>' }, ['/template NOT_FOR_THIS_FORMAT']],
    ['a content type of SOAP', 'soap-1-1', { contentType: 'text/xml' }, ['/contentType NOT_FOR_THIS_FORMAT']],
  ])('promises that of %s', (_what, format, settings, expected) => {
    expect(problemsOf(format, settings)).toEqual(expected)
  })

  it('promises that of values that get in each other’s way', () => {
    const mapping = (...places: string[]) => ({ mapping: places.map((to) => aValue(to, 'x')) })
    expect(problemsOf('json', mapping('/a', '/a/b', '/a'))).toEqual([
      '/mapping/2/to PLACE_TAKEN',
      '/mapping/0/to PLACE_TAKEN',
      '/mapping/2/to PLACE_TAKEN',
    ])
    expect(problemsOf('xml', mapping('A/B', 'A/B/C', 'D/E'))).toEqual([
      '/mapping/0/to PLACE_TAKEN',
      '/mapping/2/to SEVERAL_ROOTS',
    ])
    expect(problemsOf('xml', mapping('A/B', 'A/B/@c'))).toEqual([])
    expect(problemsOf('form-post', mapping('a', 'a'))).toEqual(['/mapping/1/to PLACE_TAKEN'])
  })

  it('promises to say everything at once', () => {
    expect(
      problemsOf('soap-1-1', {
        template: '<a>{{nobody}}<!-- {{firstName}} --></a>',
        mapping: [aValue('bad name', '{{nobody}}')],
        soapAction: 'a b',
        contentType: 'text/xml',
      }),
    ).toEqual([
      '/template UNKNOWN_FIELD',
      '/template TAG_PLACE',
      '/mapping/0/to NOT_A_NAME',
      '/mapping/0/value UNKNOWN_FIELD',
      '/soapAction NOT_AN_ACTION',
      '/contentType NOT_FOR_THIS_FORMAT',
    ])
  })
})

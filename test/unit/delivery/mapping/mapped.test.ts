import { describe, expect, it } from 'vitest'
import type { Transform } from '../../../../contract/mapping.ts'
import { json } from '../../../../worker/delivery/formats/json.ts'
import { xml } from '../../../../worker/delivery/formats/xml.ts'
import { mapped } from '../../../../worker/delivery/mapping/mapped.ts'
import { transformed } from '../../../../worker/delivery/mapping/transforms.ts'
import { aValue, someSettings } from '../../../support/internet-settings.ts'
import { aField, aParcel } from '../../../support/parcel.ts'

const parcel = aParcel({
  fields: [
    aField({ name: 'firstName', label: 'First name', value: 'Ada' }),
    aField({ name: 'lastName', label: 'Last name', value: 'Lovelace' }),
    aField({ name: 'born', label: 'Born', kind: 'date', value: '1990-03-09', text: '9 March 1990' }),
    aField({ name: 'owner', label: 'Owner', kind: 'yesNo', value: true, text: 'Yes', items: ['yes'] }),
    aField({
      name: 'rooms',
      label: 'Rooms',
      kind: 'multiChoice',
      value: ['kitchen', 'bath'],
      text: 'Kitchen, Bathroom',
    }),
    aField({
      name: 'budget',
      label: 'Budget',
      kind: 'money',
      value: { amount: 123_450, currency: 'GBP' },
      text: '£1,234.50',
      items: ['1234.50'],
    }),
    aField({
      name: 'agree',
      label: 'Agree',
      kind: 'consent',
      value: { granted: true, version: 'v2' },
      text: 'Agreed (wording v2)',
      items: ['yes'],
    }),
  ],
})

const valuesOf = (value: string, more = {}) => mapped(parcel, [aValue('x', value, more)])[0]?.values

describe('a mapping promises', () => {
  it.each([
    ['a constant', 'campaign-7', {}, ['campaign-7']],
    ['joined fields', '{{firstName}} {{lastName}}', {}, ['Ada Lovelace']],
    ['a part that is there only with its field', '{{firstName}}{{#company}} of {{company}}{{/company}}', {}, ['Ada']],
    ['a date as ISO, and in words', '{{born}} / {{born.text}}', {}, ['1990-03-09 / 9 March 1990']],
    [
      'an amount, in minor units, and its currency',
      '{{budget}} {{budget.minor}} {{budget.currency}}',
      {},
      ['1234.50 123450 GBP'],
    ],
    ['which wording was agreed to', '{{agree}} {{agree.version}}', {}, ['yes v2']],
    [
      'what the lead is charged',
      '{{referral.price}} {{referral.priceMinor}} {{referral.currency}}',
      {},
      ['42.50 4250 GBP'],
    ],
    ['whether it is a test', '{{lead.test}}', {}, ['no']],
    ['a number', '{{budget}}', { as: 'number' }, [1234.5]],
    ['null for what is no number', '{{firstName}}', { as: 'number' }, [null]],
    ['a boolean', '{{owner}}', { as: 'boolean' }, [true]],
    ['null for a boolean that was not said', '{{gone}}', { as: 'boolean' }, [null]],
    ['a list of the values of a field', '{{rooms}}', { as: 'list' }, ['kitchen', 'bath']],
    ['a list without anything in it', '{{gone}}', { as: 'list' }, []],
    ['all values of a field in one text', '{{rooms}}', {}, ['kitchen,bath']],
    ['an empty text for a field that is gone', '{{gone}}', {}, ['']],
    ['nothing at all for it where that is wanted', '{{gone}}', { omitEmpty: true }, undefined],
    [
      'nothing for a number that is none, where that is wanted',
      '{{firstName}}',
      { as: 'number', omitEmpty: true },
      undefined,
    ],
  ])('%s', (_what, value, more, expected) => {
    expect(valuesOf(value, more)).toEqual(expected)
  })

  it('transforms one after the other, and each value of a list by itself', () => {
    const first: Transform = { kind: 'values', values: [{ from: 'Kitchen', to: 'room 1' }], otherwise: 'other' }
    expect(valuesOf('{{rooms}}', { as: 'list', transforms: [first, { kind: 'case', to: 'upper' }] })).toEqual([
      'ROOM 1',
      'OTHER',
    ])
  })
})

describe('transforms promise', () => {
  it.each<[Transform, string, string]>([
    [{ kind: 'date', format: 'dd/MM/yyyy' }, '1990-03-09', '09/03/1990'],
    [{ kind: 'date', format: 'd MMM yy' }, '1990-09-09', '9 Sep 90'],
    [{ kind: 'date', format: "yyyyMMdd'T'HHmmss" }, '1990-03-09', '19900309T000000'],
    [{ kind: 'date', format: "d MMMM yyyy 'at' H:mm" }, '2026-07-22T08:14:05.000Z', '22 July 2026 at 9:14'],
    [{ kind: 'date', format: 'dd/MM/yyyy HH:mm:ss' }, '2026-12-31T23:59:58+00:00', '31/12/2026 23:59:58'],
    [{ kind: 'date', format: 'dd/MM/yyyy' }, 'next week', 'next week'],
    [{ kind: 'date', format: 'dd/MM/yyyy' }, '', ''],
    [{ kind: 'values', values: [{ from: 'yes', to: '1' }], otherwise: null }, ' YES ', '1'],
    [{ kind: 'values', values: [{ from: 'yes', to: '1' }], otherwise: null }, 'perhaps', 'perhaps'],
    [{ kind: 'values', values: [{ from: 'yes', to: '1' }], otherwise: '' }, 'perhaps', ''],
    [{ kind: 'values', values: [{ from: '', to: 'unknown' }], otherwise: null }, '', 'unknown'],
    [{ kind: 'case', to: 'upper' }, 'straße', 'STRASSE'],
    [{ kind: 'phone', form: 'e164' }, '020 7946 0018', '+442079460018'],
    [{ kind: 'phone', form: 'national' }, '+442079460018', '020 7946 0018'],
    [{ kind: 'phone', form: 'digits' }, '+44 (0)20 7946-0018', '4402079460018'],
    [{ kind: 'phone', form: 'e164' }, 'call me', 'call me'],
    [{ kind: 'words', take: 'first' }, ' Ada King  Lovelace', 'Ada'],
    [{ kind: 'words', take: 'rest' }, ' Ada King  Lovelace', 'King Lovelace'],
    [{ kind: 'words', take: 'last' }, 'Ada', 'Ada'],
    [{ kind: 'words', take: 'rest' }, 'Ada', ''],
    [{ kind: 'words', take: 'first' }, '', ''],
    [{ kind: 'shorten', length: 3 }, '👩abcd', '👩ab'],
    [{ kind: 'shorten', length: 4 }, 'Ada Lovelace', 'Ada'],
  ])('%o of %j is %j', (transform, text, expected) => {
    expect(transformed(text, [transform], 'Europe/London')).toBe(expected)
  })
})

describe('where mapped values go promises that', () => {
  const encodeJson = (...mapping: ReturnType<typeof aValue>[]) =>
    JSON.parse(json.encode(parcel, someSettings({ mapping })).body)
  const encodeXml = (...mapping: ReturnType<typeof aValue>[]) => xml.encode(parcel, someSettings({ mapping })).body

  it('JSON pointers make objects, and lists of steps that are numbers', () => {
    expect(
      encodeJson(
        aValue('/customer/name', '{{firstName}}'),
        aValue('/customer/phones/1', 'second'),
        aValue('/customer/phones/0', 'first'),
        aValue('/rooms', '{{rooms}}', { as: 'list' }),
        aValue('/amount', '{{budget}}', { as: 'number' }),
        aValue('/gone', '{{gone}}', { omitEmpty: true }),
      ),
    ).toEqual({
      customer: { name: 'Ada', phones: ['first', 'second'] },
      rooms: ['kitchen', 'bath'],
      amount: 1234.5,
    })
  })

  it('element paths make elements, attributes and one element for each value of a list', () => {
    expect(
      encodeXml(
        aValue('Lead/@xmlns', 'http://example.com/leads'),
        aValue('Lead/Customer/Name', '{{firstName}}'),
        aValue('Lead/Rooms/Room', '{{rooms}}', { as: 'list' }),
        aValue('Lead/Customer/@id', '{{referral.reference}}'),
        aValue('Lead/Empty', '{{gone}}'),
        aValue('Lead/Gone/Deep', '{{gone}}', { omitEmpty: true }),
      ),
    ).toBe(
      '<?xml version="1.0" encoding="utf-8"?>\n<Lead xmlns="http://example.com/leads"><Customer id="ref_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f0000000c"><Name>Ada</Name></Customer><Rooms><Room>kitchen</Room><Room>bath</Room></Rooms><Empty/></Lead>',
    )
  })

  it('a template takes transformed values by their own names', () => {
    const mapping = [aValue('dob', '{{born}}', { transforms: [{ kind: 'date', format: 'dd.MM.yyyy' }] })]
    const { body } = xml.encode(parcel, someSettings({ mapping, template: '<a><b>{{own.dob}}</b></a>' }))
    expect(body).toBe('<?xml version="1.0" encoding="utf-8"?>\n<a><b>09.03.1990</b></a>')
  })
})

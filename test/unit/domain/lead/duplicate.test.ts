import { describe, expect, it } from 'vitest'
import { identities } from '../../../../worker/domain/lead/duplicate.ts'
import { usualFields } from '../../../support/world.ts'

const fields = [
  ...usualFields,
  { name: 'phone2', kind: 'phone', label: 'Other phone', required: false },
  { name: 'company', kind: 'text', label: 'Company', required: false },
  { name: 'address', kind: 'text', label: 'Address', required: false },
]

const toE164 = (text: string): string | null => {
  const digits = text.replaceAll(/\D/g, '')
  return digits.length < 6 ? null : `+44${digits.replace(/^0/, '')}`
}

const of = (values: Record<string, unknown>) =>
  identities({ fields, values, toE164 }).map(({ kind, text }) => `${kind}: ${text}`)

describe('what identifies a person (D11)', () => {
  it.each([
    ['e-mail addresses match whatever their case', { email: 'Ada@Example.COM' }, ['email: ada@example.com']],
    ['plus and dot tricks are left alone', { email: 'a.da+x@example.com' }, ['email: a.da+x@example.com']],
    [
      'both numbers are one kind, so that they cross',
      { phone: '020 7946 0001', phone2: '(020) 79460002' },
      ['phone: +442079460001', 'phone: +442079460002'],
    ],
    ['what is no number is no identity', { phone: '123' }, []],
    ['a name identifies with a postcode only', { firstName: 'Ada', lastName: 'Byron' }, []],
    [
      'names lose case, accents and punctuation',
      { firstName: ' Zoë ', lastName: "O'Neil-Łuk", postcode: 'nw1 6xe' },
      ['name-postcode: zoe o neil łuk|NW16XE'],
    ],
    ['a company is one by itself, whatever its legal form', { company: 'Acme, Ltd.' }, ['company: acme']],
    ['a legal form that is written out is the same', { company: 'ACME Limited' }, ['company: acme']],
    ['a company that is called after its legal form keeps it', { company: 'Limited' }, ['company: limited']],
    [
      'an address line identifies with its postcode',
      { address: '1 High St.', postcode: 'NW1 6XE' },
      ['address-postcode: 1 high st|NW16XE'],
    ],
    [
      'only the first line of an address counts',
      { address: '1 High St.\nCamden\nLondon', postcode: 'NW1 6XE' },
      ['address-postcode: 1 high st|NW16XE'],
    ],
    [
      'half a postcode, which thousands share, tells nobody apart',
      { firstName: 'Ada', lastName: 'Byron', address: '1 High St.', postcode: 'NW1' },
      [],
    ],
    ['an outward code that ends in a letter is half a one too', { firstName: 'Ada', postcode: 'EC1A' }, []],
    ['an empty lead has none', {}, []],
  ])('promises that %s', (_, values, found) => {
    expect(of(values)).toEqual(found)
  })

  it('promises that a postcode of another country counts as it is written there', () => {
    const abroad = fields.map((field) => (field.kind === 'postcode' ? { ...field, country: 'DE' } : field))
    expect(identities({ fields: abroad, values: { firstName: 'Ada', postcode: '10115' }, toE164 })).toEqual([
      { kind: 'name-postcode', text: 'ada|10115' },
    ])
  })
})

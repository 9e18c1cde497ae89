import { describe, expect, it } from 'vitest'
import type { Field } from '../../../../contract/fields/field.ts'
import { identities } from '../../../../worker/domain/lead/duplicate.ts'
import { placesInAnswers } from '../../../../worker/domain/places/places-in-answers.ts'

const asks = (name: string, country?: string): Field => ({
  name,
  kind: 'postcode',
  label: name,
  required: false,
  ...(country !== undefined && { country }),
})

describe('where a lead lies: it promises that', () => {
  it.each<[string, Field[], Record<string, unknown>, string | null]>([
    ['its one postcode counts', [asks('home')], { home: 'M1 1AE' }, 'M1'],
    ['of several, the first counts', [asks('home'), asks('work')], { home: 'M1 1AE', work: 'NW1 6XE' }, 'M1'],
    [
      'the one named postcode counts before any other',
      [asks('before'), asks('postcode')],
      { before: 'M1 1AE', postcode: 'NW1 6XE' },
      'NW1',
    ],
    [
      'an earlier one that is empty hides nothing',
      [asks('before', 'US'), asks('postcode', 'US')],
      { postcode: '90210' },
      '90210',
    ],
    ['an empty one is no place', [asks('before'), asks('postcode')], { before: 'M1 1AE' }, null],
    ['a lead without such a field is in no place', [], { postcode: 'M1 1AE' }, null],
  ])('%s', (_, fields, values, outward) => {
    expect(placesInAnswers(fields, values).outward).toBe(outward)
  })

  it('people are told apart by the same postcode', () => {
    const fields: Field[] = [
      { name: 'lastName', kind: 'text', label: 'Name', required: false },
      asks('before'),
      asks('postcode'),
    ]
    const values = { lastName: 'Lee', before: 'M1 1AE', postcode: 'NW1 6XE' }
    const [name] = identities({ fields, values, toE164: () => null })
    expect(name).toMatchObject({ kind: 'name-postcode', text: expect.stringContaining('NW16XE') })
  })
})

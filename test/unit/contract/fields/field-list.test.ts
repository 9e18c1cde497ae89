import { describe, expect, it } from 'vitest'
import type { Field } from '../../../../contract/fields/field.ts'
import { allFields, fieldListSchema, nameClashes } from '../../../../contract/fields/field-list.ts'
import { kinds } from '../../../../contract/fields/kinds.ts'
import { parseAll } from '../../../../contract/parse.ts'
import { fieldOf } from './sample-fields.ts'

const errorsOf = (list: unknown) => {
  const parsed = parseAll(fieldListSchema, list)
  return parsed.ok ? [] : parsed.errors
}
const named = (name: string, kind: Field['kind'] = 'text') => ({ name, kind, label: name })
const many = (count: number) => Array.from({ length: count }, (_, index) => named(`field${index}`))

describe('fieldListSchema', () => {
  it('promises one field of each kind together', () => {
    const list = kinds.map(({ kind }) => fieldOf(kind, { name: `${kind}Field`, help: 'Why we ask.', required: true }))
    expect(parseAll(fieldListSchema, list)).toEqual({ ok: true, output: list })
  })

  it('promises that a field is optional unless told, and that its texts are trimmed', () => {
    const given = [{ name: 'town', kind: 'text', label: ' Town ', help: ' Where it is. ' }]
    const output = [{ name: 'town', kind: 'text', label: 'Town', help: 'Where it is.', required: false }]
    expect(parseAll(fieldListSchema, given)).toEqual({ ok: true, output })
  })

  it('promises that there may be no field, or 60', () => {
    expect(errorsOf([])).toEqual([])
    expect(errorsOf(many(60))).toEqual([])
  })

  it.each([
    ['no list', {}, [['', 'WRONG_TYPE']]],
    ['61 fields', many(61), [['', 'TOO_LONG']]],
    ['something else in the list', ['text'], [['/0', 'WRONG_TYPE']]],
    ['no kind', [{ name: 'it', label: 'It' }], [['/0/kind', 'REQUIRED']]],
    ['a kind that is none', [named('it', 'colour')], [['/0/kind', 'NOT_AN_OPTION']]],
    ['no label', [{ name: 'it', kind: 'text' }], [['/0/label', 'REQUIRED']]],
    ['an overlong label', [{ ...named('it'), label: 'x'.repeat(121) }], [['/0/label', 'TOO_LONG']]],
    ['an overlong help', [{ ...named('it'), help: 'x'.repeat(301) }], [['/0/help', 'TOO_LONG']]],
    ['required as a text', [{ ...named('it'), required: 'yes' }], [['/0/required', 'WRONG_TYPE']]],
    ["another kind's setting", [{ ...named('it'), currency: 'GBP' }], [['/0/currency', 'UNKNOWN_KEY']]],
    ['a name that begins with a capital', [named('It')], [['/0/name', 'INVALID']]],
    ['a name with a hyphen', [named('first-name')], [['/0/name', 'INVALID']]],
    ['an overlong name', [named('x'.repeat(41))], [['/0/name', 'INVALID']]],
    ['a name of JavaScript itself', [named('constructor')], [['/0/name', 'INVALID']]],
    ['a name that occurs twice', [named('a'), named('b'), named('a')], [['/2/name', 'INVALID']]],
    [
      'a reserved name with another kind',
      [named('email'), named('phone2', 'email')],
      [
        ['/0/name', 'INVALID'],
        ['/1/name', 'INVALID'],
      ],
    ],
    [
      'several faults',
      [{ name: 'A', kind: 'text' }, named('b', 'colour')],
      [
        ['/0/name', 'INVALID'],
        ['/0/label', 'REQUIRED'],
        ['/1/kind', 'NOT_AN_OPTION'],
      ],
    ],
  ])('promises to point at %s', (_title, list, expected) => {
    const errors = errorsOf(list)
    expect(errors.map(({ pointer, code }) => [pointer, code])).toEqual(expected)
    for (const { message } of errors) expect(message).toMatch(/^[A-Z].*\.$/)
  })

  it('promises to name the kinds, the kind that a name is kept for, and what nobody could fill in', () => {
    const impossible = fieldOf('number', { min: 5, max: 1 })
    expect(errorsOf([named('it', 'colour')])[0]?.message).toContain('"longText"')
    expect(errorsOf([named('postcode')])[0]?.message).toBe('The name postcode is kept for postcode.')
    expect(errorsOf([impossible])[0]?.message).toBe(
      'These settings leave nothing to enter. A person would read: Enter 1 or less.',
    )
  })

  it.each(['firstName', 'lastName', 'company', 'address', 'town'])('promises that %s may be a text', (name) => {
    expect(errorsOf([named(name)])).toEqual([])
  })
})

describe("a lead's fields", () => {
  const group = { fields: [fieldOf('text', { name: 'town' }), fieldOf('email', { name: 'email' })] }
  const type = { fields: [fieldOf('number', { name: 'rooms' })] }

  it("promises the group's fields before the type's own", () => {
    expect(allFields(group, type).map(({ name }) => name)).toEqual(['town', 'email', 'rooms'])
  })

  it('promises that a group and its types share their names', () => {
    const saved = [...type.fields, fieldOf('text', { name: 'town' })]
    expect(nameClashes({ saved: type.fields, others: group.fields })).toEqual([])
    expect(nameClashes({ saved, others: group.fields })).toEqual([
      {
        pointer: '/fields/1/name',
        code: 'NAME_TAKEN',
        message: 'A lead group and its lead types share their names, and “town” is taken.',
      },
    ])
  })
})

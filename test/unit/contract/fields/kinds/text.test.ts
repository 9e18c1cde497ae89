import { describe, expect, it } from 'vitest'
import { text } from '../../../../../contract/fields/kinds/text.ts'
import { messageFor, promiseBadSettings, promiseValues } from '../promise-values.ts'
import { fieldOf } from '../sample-fields.ts'

describe('text', () => {
  promiseValues(fieldOf('text', { maxLength: 5 }), {
    accepted: [
      ['Ada', 'Ada'],
      ['  Ada ', 'Ada'],
      ['  12345  ', '12345'],
      ['a\tb', 'a b'],
      ['Zoë', 'Zoë'],
      ['😀', '😀'],
      ['', undefined],
      [' \n ', undefined],
      [null, undefined],
    ],
    refused: [
      ['123456', 'TOO_LONG'],
      ['😀😀😀', 'TOO_LONG'],
      ['a\nb', 'HIDDEN_CHARACTER'],
      ['a\u0000b', 'HIDDEN_CHARACTER'],
      ['\u0000', 'HIDDEN_CHARACTER'],
      ['a\u001bb', 'HIDDEN_CHARACTER'],
      ['a\u007fb', 'HIDDEN_CHARACTER'],
      ['a\u0085b', 'HIDDEN_CHARACTER'],
      ['a\ud83d', 'HIDDEN_CHARACTER'],
      ['\ude00b', 'HIDDEN_CHARACTER'],
      [7, 'WRONG_TYPE'],
      [false, 'WRONG_TYPE'],
      [['Ada'], 'WRONG_TYPE'],
      [{}, 'WRONG_TYPE'],
    ],
  })

  describe('without a length of its own', () => {
    promiseValues(fieldOf('text'), {
      accepted: [['x'.repeat(200), 'x'.repeat(200)]],
      refused: [['x'.repeat(201), 'TOO_LONG']],
    })
  })

  promiseBadSettings([
    [fieldOf('text', { maxLength: 0 }), '/maxLength'],
    [fieldOf('text', { maxLength: 1001 }), '/maxLength'],
    [fieldOf('text', { maxLength: 1.5 }), '/maxLength'],
    [fieldOf('text', { maxLength: '5' }), '/maxLength'],
    [fieldOf('text', { min: 5 }), '/min'],
  ])

  it('promises to say how much is too much', () => {
    expect(messageFor(fieldOf('text', { maxLength: 5 }), '1234567')).toBe('Use at most 5 characters; there are 7.')
  })

  it.each([
    ['firstName', 'given-name'],
    ['lastName', 'family-name'],
    ['company', 'organization'],
    ['address', 'street-address'],
    ['town', 'address-level2'],
    ['nickname', undefined],
  ])('promises that a browser may fill in %s as %s', (name, autocomplete) => {
    const field = { ...fieldOf('text', { maxLength: 50 }), name, kind: 'text' as const }
    expect(text.attributes(field)).toEqual({ type: 'text', maxlength: 50, autocomplete })
  })
})

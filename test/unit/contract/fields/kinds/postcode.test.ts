import { describe, expect, it } from 'vitest'
import { postcode } from '../../../../../contract/fields/kinds/postcode.ts'
import { messageFor, promiseBadSettings, promiseValues } from '../promise-values.ts'
import { fieldOf } from '../sample-fields.ts'

describe('postcode', () => {
  promiseValues(fieldOf('postcode'), {
    accepted: [
      ['m1 1aa', 'M1 1AA'],
      ['CR26XH', 'CR2 6XH'],
      ['DN55 1PT', 'DN55 1PT'],
      ['W1A 1HQ', 'W1A 1HQ'],
      ['EC1A1BB', 'EC1A 1BB'],
      ['M11AA', 'M1 1AA'],
      ['M111AA', 'M11 1AA'],
      ['gir 0aa', 'GIR 0AA'],
      ['BB12 1BC', 'BB12 1BC'],
      ['e c1a  1b b', 'EC1A 1BB'],
      ['\u200bM1\u00a01AA', 'M1 1AA'],
      ['nw10', 'NW10'],
      ['M1', 'M1'],
      ['EC1A', 'EC1A'],
      ['', undefined],
    ],
    refused: [
      'HELLO',
      'M',
      'NW',
      '1AA',
      'QA1 1AA',
      'XX1 1AA',
      'AJ1 1AA',
      'M1 1',
      'M1 1A',
      'M1 1AAA',
      'M1, 1AA',
      'M123 1AA',
      'M1 1AA; DROP',
    ].map((given) => [given, 'INVALID_POSTCODE']),
  })

  promiseValues(fieldOf('postcode'), { accepted: [], refused: [[11, 'WRONG_TYPE']] })

  describe('elsewhere', () => {
    promiseValues(fieldOf('postcode', { country: 'NL' }), {
      accepted: [
        ['1234 ab', '1234 AB'],
        ['10115', '10115'],
        ['12345-6789', '12345-6789'],
      ],
      refused: [
        ['HELLO', 'INVALID_POSTCODE'],
        ['1', 'INVALID_POSTCODE'],
        ['1234567890A', 'INVALID_POSTCODE'],
        ['1234/5', 'INVALID_POSTCODE'],
      ],
    })
  })

  promiseBadSettings([[fieldOf('postcode', { country: 'gb' }), '/country']])

  it.each([
    [undefined, 'Enter a postcode such as M1 1AE.'],
    ['NL', 'Enter a postcode of 2 to 10 letters and digits.'],
  ])('promises to say what a postcode in %s looks like', (country, message) => {
    expect(messageFor(fieldOf('postcode', { country }), 'HELLO')).toBe(message)
  })

  it("promises capitals on a phone's keyboard", () => {
    const field = { ...fieldOf('postcode'), kind: 'postcode' as const, name: 'postcode' }
    expect(postcode.attributes(field)).toMatchObject({ autocapitalize: 'characters', autocomplete: 'postal-code' })
  })
})

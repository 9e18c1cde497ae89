import { describe, expect, it } from 'vitest'
import { longText } from '../../../../../contract/fields/kinds/long-text.ts'
import { promiseBadSettings, promiseValues } from '../promise-values.ts'
import { fieldOf } from '../sample-fields.ts'

describe('longText', () => {
  promiseValues(fieldOf('longText', { maxLength: 7 }), {
    accepted: [
      ['one\ntwo', 'one\ntwo'],
      ['one\r\ntwo', 'one\ntwo'],
      ['one\rtwo', 'one\ntwo'],
      ['\n one \n', 'one'],
      ['1.\tone', '1. one'],
      ['\r\n', undefined],
    ],
    refused: [
      ['one\n\ntwo', 'TOO_LONG'],
      ['one\u0000', 'HIDDEN_CHARACTER'],
      ['one\u000btwo', 'HIDDEN_CHARACTER'],
      ['one\ud83d', 'HIDDEN_CHARACTER'],
      [1, 'WRONG_TYPE'],
    ],
  })

  describe('without a length of its own', () => {
    promiseValues(fieldOf('longText'), {
      accepted: [['x'.repeat(2000), 'x'.repeat(2000)]],
      refused: [['x'.repeat(2001), 'TOO_LONG']],
    })
  })

  promiseBadSettings([[fieldOf('longText', { maxLength: 10_001 }), '/maxLength']])

  it('promises that the browser counts to the same length', () => {
    expect(longText.attributes({ ...fieldOf('longText'), kind: 'longText' })).toEqual({ maxlength: 2000 })
  })
})

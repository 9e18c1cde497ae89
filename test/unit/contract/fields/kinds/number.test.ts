import { describe, expect, it } from 'vitest'
import { number } from '../../../../../contract/fields/kinds/number.ts'
import { fromForm } from '../../../../../contract/fields/lead-schema.ts'
import { messageFor, promiseBadSettings, promiseValues } from '../promise-values.ts'
import { fieldOf } from '../sample-fields.ts'

describe('number', () => {
  promiseValues(fieldOf('number'), {
    accepted: [
      [0, 0],
      [-1.5, -1.5],
      [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
      ['', undefined],
    ],
    refused: [
      [1e16, 'TOO_LARGE'],
      [-1e16, 'TOO_SMALL'],
      ['5', 'WRONG_TYPE'],
      [true, 'WRONG_TYPE'],
      [[5], 'WRONG_TYPE'],
    ],
  })

  describe('whole, from 1 to 9', () => {
    promiseValues(fieldOf('number', { integer: true, min: 1, max: 9 }), {
      accepted: [
        [1, 1],
        [9, 9],
      ],
      refused: [
        [0, 'TOO_SMALL'],
        [10, 'TOO_LARGE'],
        [2.5, 'NOT_WHOLE'],
      ],
    })
  })

  it.each([
    ['12', 12],
    [' 12 ', 12],
    ['-0.5', -0.5],
    ['.5', 0.5],
    ['1,234', 1234],
    ['1,234,567.5', 1234567.5],
    ['1e3', 1000],
    ['1,5', Number.NaN],
    ['12 years', Number.NaN],
    ['0x10', Number.NaN],
    ['Infinity', Number.NaN],
    ['1.2.3', Number.NaN],
    ['  ', undefined],
  ])('promises that %j on a form is read as %j', (typed, value) => {
    expect(fromForm([fieldOf('number')], [['it', typed]])).toEqual({ it: value })
  })

  it.each([
    ['what is no number', {}, Number.NaN, 'Enter a number such as 10.'],
    ['an example within the limits', { min: 50 }, Number.NaN, 'Enter a number such as 50.'],
    ['the lower limit', { min: 1900 }, 3, 'Enter 1900 or more.'],
    ['the upper limit', { max: 99 }, 100, 'Enter 99 or less.'],
  ])('promises to name %s', (_title, settings, given, message) => {
    expect(messageFor(fieldOf('number', settings), given)).toBe(message)
  })

  promiseBadSettings([
    [fieldOf('number', { min: '1' }), '/min'],
    [fieldOf('number', { integer: 1 }), '/integer'],
    [fieldOf('number', { min: 10, max: 9 }), ''],
    [fieldOf('number', { min: 1.2, max: 1.8, integer: true }), ''],
    [fieldOf('number', { min: 1e300 }), ''],
  ])

  it.each([
    [
      { min: 0, max: 10, integer: true },
      { type: 'number', inputmode: 'numeric', min: 0, max: 10, step: 1 },
    ],
    [{ min: 0 }, { type: 'number', inputmode: 'decimal', min: 0, step: 'any' }],
    [{}, { type: 'number', step: 'any' }],
  ])('promises that %j is drawn with a keypad that has every key it needs', (settings, attributes) => {
    expect(number.attributes({ ...fieldOf('number', settings), kind: 'number' })).toEqual(attributes)
  })
})

import { describe, expect, it } from 'vitest'
import { phone } from '../../../../../contract/fields/kinds/phone.ts'
import { promiseValues } from '../promise-values.ts'
import { fieldOf } from '../sample-fields.ts'

describe('phone', () => {
  promiseValues(fieldOf('phone'), {
    accepted: [
      ['020 7946 0018', '020 7946 0018'],
      [' 07700 900123 ', '07700 900123'],
      ['+44 (0)113 496-0000', '+44 (0)113 496-0000'],
      ['(+44) 113.496.0000', '(+44) 113.496.0000'],
      ['\u202a+44\u00a020 7946\u20110018\u202c', '+44 20 7946-0018'],
      ['\u200e 020 7946 0018', '020 7946 0018'],
      ['123456', '123456'],
      ['1'.repeat(20), '1'.repeat(20)],
      ['', undefined],
    ],
    refused: [
      ['12345', 'INVALID_PHONE'],
      ['1'.repeat(21), 'INVALID_PHONE'],
      ['020 7946 001x', 'INVALID_PHONE'],
      ['020 7946 0018 ext 5', 'INVALID_PHONE'],
      ['44+2079460018', 'INVALID_PHONE'],
      ['++442079460018', 'INVALID_PHONE'],
      ['0'.repeat(6).padEnd(41, '-'), 'INVALID_PHONE'],
      ['\u0661\u0662\u0663\u0664\u0665\u0666', 'INVALID_PHONE'],
      [2079460018, 'WRONG_TYPE'],
    ],
  })

  it("promises the number keypad and the browser's memory for the field called phone", () => {
    const field = { ...fieldOf('phone'), kind: 'phone' as const, name: 'phone' }
    expect(phone.attributes(field)).toEqual({ type: 'tel', maxlength: 40, autocomplete: 'tel' })
  })
})

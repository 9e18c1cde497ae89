import { describe, expect, it } from 'vitest'
import { money } from '../../../../../contract/fields/kinds/money.ts'
import { fromForm } from '../../../../../contract/fields/lead-schema.ts'
import { messageFor, promiseBadSettings, promiseValues } from '../promise-values.ts'
import { fieldOf } from '../sample-fields.ts'

const pounds = (amount: unknown) => ({ amount, currency: 'GBP' })

describe('money', () => {
  promiseValues(fieldOf('money'), {
    accepted: [
      [pounds(123_450), pounds(123_450)],
      [pounds(0), pounds(0)],
      [pounds(1e12), pounds(1e12)],
      ['', undefined],
    ],
    refused: [
      [pounds(-1), 'TOO_SMALL'],
      [pounds(1e12 + 1), 'TOO_LARGE'],
      [pounds(1.5), 'WRONG_TYPE'],
      [pounds('1234'), 'WRONG_TYPE'],
      [pounds(Number.NaN), 'NOT_AN_AMOUNT'],
      [{ amount: 1, currency: 'EUR' }, 'WRONG_TYPE'],
      [{ amount: 1 }, 'WRONG_TYPE'],
      [{ ...pounds(1), note: 'x' }, 'WRONG_TYPE'],
      [1234.5, 'WRONG_TYPE'],
      ['1234.50', 'WRONG_TYPE'],
    ],
  })

  describe('from £10 to £20', () => {
    promiseValues(fieldOf('money', { min: 1000, max: 2000 }), {
      accepted: [
        [pounds(1000), pounds(1000)],
        [pounds(2000), pounds(2000)],
      ],
      refused: [
        [pounds(999), 'TOO_SMALL'],
        [pounds(2001), 'TOO_LARGE'],
      ],
    })
  })

  it.each([
    ['GBP', '1234.50', 123_450],
    ['GBP', '1234.5', 123_450],
    ['GBP', '1,234', 123_400],
    ['GBP', '£1,234.50', 123_450],
    ['GBP', ' £ 12 ', 1200],
    ['GBP', '-5', -500],
    ['GBP', '19.99', 1999],
    ['GBP', '9999999999.99', 999_999_999_999],
    ['JPY', '¥1234', 1234],
    ['CHF', 'CHF 12.50', 1250],
    ['KWD', '1.234', 1234],
    ['GBP', '12.345', Number.NaN],
    ['JPY', '12.5', Number.NaN],
    ['GBP', '€12', Number.NaN],
    ['GBP', '1234,50', Number.NaN],
    ['GBP', 'about 500', Number.NaN],
  ])('promises that in %s %j on a form is %j minor units', (currency, typed, amount) => {
    expect(fromForm([fieldOf('money', { currency })], [['it', typed]])).toEqual({ it: { amount, currency } })
  })

  it('promises that an empty text on a form is no amount', () => {
    expect(fromForm([fieldOf('money')], [['it', ' ']])).toEqual({ it: undefined })
  })

  it.each([
    ['an amount as it is typed', {}, pounds(Number.NaN), 'Enter an amount such as 1234.50.'],
    ['the lower limit', { min: 1000 }, pounds(1), 'Enter £10.00 or more.'],
    ['the upper limit', { max: 1000 }, pounds(1001), 'Enter £10.00 or less.'],
    ['what a program should send', {}, 5, 'Expected {"amount": 123450, "currency": "GBP"}, in minor units.'],
  ])('promises to name %s', (_title, settings, given, message) => {
    expect(messageFor(fieldOf('money', settings), given)).toBe(message)
  })

  promiseBadSettings([
    [fieldOf('money', { currency: undefined }), '/currency'],
    [fieldOf('money', { currency: 'pounds' }), '/currency'],
    [fieldOf('money', { min: 1.5 }), '/min'],
    [fieldOf('money', { max: 1e13 }), '/max'],
    [fieldOf('money', { min: 2, max: 1 }), ''],
    [fieldOf('money', { max: -1 }), ''],
  ])

  it("promises to show amounts in the currency's own decimals", () => {
    const field = { ...fieldOf('money'), kind: 'money' as const, currency: 'GBP' }
    expect(money.toText({ amount: 123_450, currency: 'GBP' }, field)).toBe('£1,234.50')
    expect(money.toForm({ amount: -5, currency: 'GBP' }, field)).toEqual(['-0.05'])
    expect(money.toForm({ amount: 1234, currency: 'JPY' }, field)).toEqual(['1234'])
  })

  it('promises a control that takes separators and currency signs', () => {
    expect(money.attributes({ ...fieldOf('money'), kind: 'money', currency: 'GBP' })).toEqual({
      type: 'text',
      inputmode: 'decimal',
      maxlength: 24,
    })
  })
})

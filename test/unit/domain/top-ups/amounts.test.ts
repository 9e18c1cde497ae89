import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromDecimal, toDecimal } from '../../../../contract/decimal.ts'
import { isTakenByPayPal } from '../../../../worker/domain/top-ups/currencies.ts'
import { nextLook } from '../../../../worker/domain/top-ups/next-look.ts'
import { fromPayPalAmount, toPayPalAmount } from '../../../../worker/domain/top-ups/paypal-amount.ts'
import { netOf, vatOf } from '../../../../worker/domain/top-ups/vat.ts'

describe('decimal text', () => {
  it.each([
    [1250, 'GBP', '12.50'],
    [-5, 'GBP', '-0.05'],
    [0, 'GBP', '0.00'],
    [1200, 'JPY', '1200'],
    [1, 'KWD', '0.001'],
    [1_000_000_000_000, 'GBP', '10000000000.00'],
  ])('promises %i %s as %s, and back', (amount, currency, text) => {
    expect(toDecimal({ amount, currency })).toBe(text)
    expect(fromDecimal(text, currency)).toBe(amount)
  })

  it.each(['', '.', '1.', '.5', '1e3', '0x1', '1.005', ' 1', '1,000', '--1', 'NaN', '99999999999999'])(
    'promises that %j is no amount of pounds',
    (text) => {
      expect(fromDecimal(text, 'GBP')).toBeNull()
    },
  )

  it('promises that every amount survives', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.constantFrom('GBP', 'JPY', 'KWD', 'HUF'),
        (amount, currency) => {
          expect(fromDecimal(toDecimal({ amount, currency }), currency)).toBe(amount)
        },
      ),
    )
  })
})

describe('amounts at PayPal', () => {
  it.each([
    ['GBP', 12_000, '120.00'],
    ['JPY', 1200, '1200'],
    ['TWD', 500, '5'],
  ])('promises %s %i as %s, and back', (currency, amount, value) => {
    expect(toPayPalAmount({ amount, currency })).toEqual({ currency_code: currency, value })
    expect(fromPayPalAmount({ currency_code: currency, value })).toEqual({ amount, currency })
  })

  it('promises the size of a reversal that comes with a minus', () => {
    expect(fromPayPalAmount({ currency_code: 'GBP', value: '-12.00' })).toEqual({ amount: 1200, currency: 'GBP' })
  })

  it.each([
    null,
    'x',
    {},
    { currency_code: 'GBP' },
    { currency_code: 'pounds', value: '1' },
    { currency_code: 'GBP', value: 12 },
    { currency_code: 'GBP', value: '1.234' },
  ])('promises that %j is no amount', (value) => {
    expect(fromPayPalAmount(value)).toBeNull()
  })

  it('promises that it knows what PayPal does not take', () => {
    expect([isTakenByPayPal('GBP'), isTakenByPayPal('KWD')]).toEqual([true, false])
  })
})

describe('VAT', () => {
  it.each([
    [12_000, 2000, 2000],
    [12_000, 0, 0],
    [9999, 2000, 1666],
    [1, 2000, 0],
    [100, 10_000, 50],
    [0, 2000, 0],
    [-500, 2000, 0],
  ])('promises of %i at %i so much: %i', (gross, bps, vat) => {
    expect([vatOf(gross, bps), netOf(gross, bps)]).toEqual([vat, gross - vat])
  })
})

describe('when PayPal is asked again', () => {
  const minute = 60_000
  const hour = 60 * minute
  it.each<['open' | 'pending' | 'paid' | 'declined', number, number | null]>([
    ['open', 0, 2 * minute],
    ['open', 10 * minute, 10 * minute],
    ['open', 23 * hour, 6 * hour],
    ['open', 24 * hour, null],
    ['pending', 0, 10 * minute],
    ['pending', 100 * hour, 12 * hour],
    ['pending', 45 * 24 * hour, null],
    ['paid', 0, null],
    ['declined', 0, null],
  ])('promises for %s after %i ms: %s', (state, age, wait) => {
    const next = nextLook({ state, createdAt: 1000 }, 1000 + age)
    expect(next).toBe(wait === null ? null : 1000 + age + wait)
  })
})

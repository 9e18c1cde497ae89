import { describe, expect, it } from 'vitest'
import { date } from '../../../../../contract/fields/kinds/date.ts'
import { messageFor, promiseBadSettings, promiseValues } from '../promise-values.ts'
import { fieldOf } from '../sample-fields.ts'

describe('date', () => {
  promiseValues(fieldOf('date'), {
    accepted: [
      ['2026-03-29', '2026-03-29'],
      [' 2028-02-29 ', '2028-02-29'],
      ['', undefined],
    ],
    refused: [
      ['2026-02-30', 'INVALID_DATE'],
      ['2026-02-29', 'INVALID_DATE'],
      ['2026-13-01', 'INVALID_DATE'],
      ['2026-00-10', 'INVALID_DATE'],
      ['2026-1-1', 'INVALID_DATE'],
      ['29/03/2026', 'INVALID_DATE'],
      ['2026-03-29T00:00:00Z', 'INVALID_DATE'],
      ['+012026-03-29', 'INVALID_DATE'],
      [20260329, 'WRONG_TYPE'],
      [{}, 'WRONG_TYPE'],
    ],
  })

  describe('within 2026', () => {
    promiseValues(fieldOf('date', { min: '2026-01-01', max: '2026-12-31' }), {
      accepted: [
        ['2026-01-01', '2026-01-01'],
        ['2026-12-31', '2026-12-31'],
      ],
      refused: [
        ['2025-12-31', 'TOO_EARLY'],
        ['2027-01-01', 'TOO_LATE'],
      ],
    })
  })

  it.each([
    ['2026-02-30', 'Enter a date that exists, such as 2026-03-31.'],
    ['2025-12-31', 'Enter a date on or after 1 January 2026.'],
    ['2027-01-01', 'Enter a date on or before 31 December 2026.'],
  ])('promises to say what is wrong with %s', (given, message) => {
    expect(messageFor(fieldOf('date', { min: '2026-01-01', max: '2026-12-31' }), given)).toBe(message)
  })

  promiseBadSettings([
    [fieldOf('date', { min: '2026-02-30' }), '/min'],
    [fieldOf('date', { max: 'today' }), '/max'],
    [fieldOf('date', { min: '2026-02-02', max: '2026-02-01' }), ''],
  ])

  it('promises that a person reads the day in words, wherever the server stands', () => {
    const field = { ...fieldOf('date', { min: '2026-01-01' }), kind: 'date' as const }
    expect(date.toText('2026-03-29', field)).toBe('29 March 2026')
    expect(date.attributes(field)).toEqual({ type: 'date', min: '2026-01-01' })
  })
})

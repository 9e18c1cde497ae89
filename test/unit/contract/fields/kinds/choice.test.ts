import { describe, expect, it } from 'vitest'
import { choice } from '../../../../../contract/fields/kinds/choice.ts'
import { promiseBadSettings, promiseValues } from '../promise-values.ts'
import { fieldOf } from '../sample-fields.ts'

const many = (count: number) => Array.from({ length: count }, (_, index) => ({ value: `v${index}`, label: 'Same' }))

describe('choice', () => {
  promiseValues(fieldOf('choice'), {
    accepted: [
      ['flat', 'flat'],
      [' house ', 'house'],
      ['', undefined],
      [null, undefined],
    ],
    refused: [
      ['Flat', 'NOT_A_CHOICE'],
      ['castle', 'NOT_A_CHOICE'],
      ['toString', 'NOT_A_CHOICE'],
      [0, 'NOT_A_CHOICE'],
      [['flat'], 'NOT_A_CHOICE'],
    ],
  })

  promiseBadSettings([
    [fieldOf('choice', { options: undefined }), '/options'],
    [fieldOf('choice', { options: [] }), '/options'],
    [fieldOf('choice', { options: many(101) }), '/options'],
    [fieldOf('choice', { options: ['flat'] }), '/options/0'],
    [fieldOf('choice', { options: [{ value: ' ', label: 'Blank' }] }), '/options/0/value'],
    [fieldOf('choice', { options: [{ value: 'a', label: 'A', colour: 'red' }] }), '/options/0/colour'],
    [fieldOf('choice', { options: [...many(3), { value: ' v1 ', label: 'Twice' }] }), '/options/3/value'],
  ])

  it('promises that a person reads the label, and the bare value of an option that is gone', () => {
    const field = { ...fieldOf('choice'), kind: 'choice' as const, options: [{ value: 'flat', label: 'Flat' }] }
    expect(choice.toText('flat', field)).toBe('Flat')
    expect(choice.toText('castle', field)).toBe('castle')
    expect(choice.options?.(field)).toEqual([{ value: 'flat', label: 'Flat' }])
  })
})

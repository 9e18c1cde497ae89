import { describe, expect, it } from 'vitest'
import { multiChoice } from '../../../../../contract/fields/kinds/multi-choice.ts'
import { fromForm } from '../../../../../contract/fields/lead-schema.ts'
import { messageFor, promiseBadSettings, promiseValues } from '../promise-values.ts'
import { fieldOf } from '../sample-fields.ts'

describe('multiChoice', () => {
  promiseValues(fieldOf('multiChoice'), {
    accepted: [
      [['flat'], ['flat']],
      [
        ['boat', 'flat'],
        ['flat', 'boat'],
      ],
      [['flat', 'flat'], ['flat']],
      [[], undefined],
      [null, undefined],
    ],
    refused: [
      [['castle'], 'NOT_A_CHOICE'],
      [['flat', 'castle'], 'NOT_A_CHOICE'],
      [['flat', null], 'NOT_A_CHOICE'],
      [[['flat']], 'NOT_A_CHOICE'],
      ['flat', 'WRONG_TYPE'],
      [{ 0: 'flat' }, 'WRONG_TYPE'],
    ],
  })

  describe('exactly two', () => {
    const two = fieldOf('multiChoice', { minCount: 2, maxCount: 2 })
    promiseValues(two, {
      accepted: [
        [
          ['flat', 'house'],
          ['flat', 'house'],
        ],
        [[], undefined],
      ],
      refused: [
        [['flat'], 'TOO_FEW'],
        [['flat', 'flat'], 'TOO_FEW'],
        [['flat', 'house', 'boat'], 'TOO_MANY'],
      ],
    })

    it('promises to say how many are wanted', () => {
      expect(messageFor(two, ['flat'])).toBe('Choose at least 2.')
      expect(messageFor(two, ['flat', 'house', 'boat'])).toBe('Choose at most 2.')
    })
  })

  promiseBadSettings([
    [fieldOf('multiChoice', { options: [] }), '/options'],
    [fieldOf('multiChoice', { minCount: 0 }), '/minCount'],
    [fieldOf('multiChoice', { maxCount: 1.5 }), '/maxCount'],
    [fieldOf('multiChoice', { minCount: 3, maxCount: 2 }), ''],
    [fieldOf('multiChoice', { minCount: 4 }), ''],
  ])

  it('promises that every ticked box counts', () => {
    const entries = [
      ['it', 'flat'],
      ['it', 'boat'],
    ] as const
    expect(fromForm([fieldOf('multiChoice')], entries)).toEqual({ it: ['flat', 'boat'] })
  })

  it('promises that a person reads the labels', () => {
    const options = [
      { value: 'flat', label: 'Flat' },
      { value: 'boat', label: 'House boat' },
    ]
    const field = { ...fieldOf('multiChoice'), kind: 'multiChoice' as const, options }
    expect(multiChoice.toText(['flat', 'boat'], field)).toBe('Flat, House boat')
  })
})

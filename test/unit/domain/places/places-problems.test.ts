import { describe, expect, it } from 'vitest'
import { placesProblems } from '../../../../worker/domain/places/places-problems.ts'

const problemsOf = (names: string[]) => placesProblems(names).map(({ pointer, code }) => [pointer, code])

describe('the problems of the places of a setup: it promises that', () => {
  it.each([
    [[]],
    [['NW', 'N', 'W']],
    [['NW1', 'NW10', 'NW11']],
    [['EC1A', 'EC1Y', 'EC2']],
    [['ec1', ' EC2A ', 'GIR']],
    [['W1', 'W10']],
    [['CA', 'us-ca', 'US-NY']],
  ])('%j have none', (names) => {
    expect(problemsOf(names)).toEqual([])
  })

  it.each<[names: string[], ...problems: [pointer: string, code: string][]]>([
    [
      ['NW', 'NW1'],
      ['/places/1', 'OVERLAPPING_PLACES'],
    ],
    [
      ['NW1', 'NW'],
      ['/places/0', 'OVERLAPPING_PLACES'],
    ],
    [
      ['EC1', 'EC1A'],
      ['/places/1', 'OVERLAPPING_PLACES'],
    ],
    [
      ['EC', 'EC1A'],
      ['/places/1', 'OVERLAPPING_PLACES'],
    ],
    [
      ['NW1', 'nw1'],
      ['/places/1', 'DUPLICATE_PLACE'],
    ],
    [
      ['NW', 'Narnia'],
      ['/places/1', 'UNKNOWN_PLACE'],
    ],
    [
      ['US-CA', 'us-ca', 'US-XX'],
      ['/places/1', 'DUPLICATE_PLACE'],
      ['/places/2', 'UNKNOWN_PLACE'],
    ],
    [
      ['Q1', 'EC1A', 'M', 'm', 'EC1', 'M60'],
      ['/places/0', 'UNKNOWN_PLACE'],
      ['/places/1', 'OVERLAPPING_PLACES'],
      ['/places/3', 'DUPLICATE_PLACE'],
      ['/places/5', 'OVERLAPPING_PLACES'],
    ],
  ])('%j are told, all at once', (names, ...problems) => {
    expect(problemsOf(names)).toEqual(problems)
  })

  it('a person reads both names of a pair', () => {
    expect(placesProblems(['EC1', 'EC1A'])[0]?.message).toBe(
      'EC1A lies in EC1, which is selected as well. Select one of the two.',
    )
  })
})

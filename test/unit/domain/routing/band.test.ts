import { describe, expect, it } from 'vitest'
import { selections } from '../../../../contract/lead-type.ts'
import { bandOf } from '../../../../worker/domain/routing/band.ts'

const highestPrice = 1e12

describe('the band of a setup', () => {
  it.each([
    ['longest_wait', 0, 1000, 0],
    ['longest_wait', 7, 1000, -7],
    ['longest_wait', -100, 0, 100],
    ['weighted', 7, 1000, -7],
    ['price', 0, 0, 0],
    ['price', 0, 1000, -1000],
    ['price', 1, 0, -(2 ** 40)],
    ['price', -1, 1000, 2 ** 40 - 1000],
  ] as const)('promises for %s, priority %i and price %i: %i', (selection, priority, priceMinor, band) => {
    expect(Object.is(bandOf({ selection, priority, priceMinor }), band)).toBe(true)
  })

  it.each(selections)('promises that a higher priority comes before every price (%s)', (selection) => {
    const high = bandOf({ selection, priority: 1, priceMinor: 0 })
    expect(high).toBeLessThan(bandOf({ selection, priority: 0, priceMinor: highestPrice }))
  })

  it('promises one band for a penny, at any priority', () => {
    for (const priority of [-100, -1, 0, 1, 100]) {
      const bands = [0, 1, highestPrice - 1, highestPrice].map((priceMinor) =>
        bandOf({ selection: 'price', priority, priceMinor }),
      )
      expect(bands.every(Number.isSafeInteger)).toBe(true)
      expect(new Set(bands).size).toBe(4)
      expect([...bands].sort((a, b) => b - a)).toEqual(bands)
    }
  })
})

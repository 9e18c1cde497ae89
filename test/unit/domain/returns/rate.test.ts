import { describe, expect, it } from 'vitest'
import { hasReached, isAtMost, percent, rateBps } from '../../../../worker/domain/returns/rate.ts'

const cases: [delivered: number, returned: number, bps: number, text: string][] = [
  [0, 0, 0, '0 %'],
  [0, 1, 10_000, '100 %'],
  [1, 1, 10_000, '100 %'],
  [3, 1, 3333, '33.33 %'],
  [3, 2, 6666, '66.66 %'],
  [8, 1, 1250, '12.5 %'],
  [10, 1, 1000, '10 %'],
  [7, 14, 20_000, '200 %'],
  [1_000_000, 1, 0, '0 %'],
]

describe('the return rate', () => {
  it.each(cases)('promises that of %i delivered and %i returned it is %i hundredths of a percent', (...one) => {
    const [delivered, returned, bps, text] = one
    expect(rateBps({ delivered, returned })).toBe(bps)
    expect(percent(bps)).toBe(text)
  })

  it.each([
    [0, 0, 1000, false],
    [5, 0, 1000, false],
    [5, 1, 1000, true],
    [10, 0, 1000, false],
    [10, 1, 1000, true],
    [11, 1, 1000, false],
    [20, 1, 1000, false],
    [20, 2, 1000, true],
    [100, 0, 0, true],
    [4, 3, 10_000, false],
    [4, 4, 10_000, true],
  ])(
    'promises that of %i delivered and %i returned a maximum of %i is reached: %s',
    (delivered, returned, max, yes) => {
      expect(hasReached({ delivered, returned }, max)).toBe(yes)
    },
  )

  it('promises that rules compare exactly, not by the rounded rate', () => {
    // 1 of 3 is 33.333… %, which is above 33.33 % and below 33.34 %.
    expect(isAtMost({ delivered: 3, returned: 1 }, 3333)).toBe(false)
    expect(isAtMost({ delivered: 3, returned: 1 }, 3334)).toBe(true)
    expect(isAtMost({ delivered: 8, returned: 1 }, 1250)).toBe(true)
    expect(isAtMost({ delivered: 0, returned: 0 }, 0)).toBe(true)
  })

  it('promises that whatever a partner is delivered, a maximum lets its share come back, rounded up', () => {
    for (let delivered = 1; delivered <= 60; delivered += 1)
      for (const max of [500, 1000, 2500, 3333]) {
        let returned = 0
        while (!hasReached({ delivered, returned }, max)) returned += 1
        expect(returned).toBe(Math.ceil((delivered * max) / 10_000))
      }
  })
})

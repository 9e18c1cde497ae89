import { describe, expect, it } from 'vitest'
import { hashBits } from '../../../../worker/domain/routing/hash-bits.ts'

const bits = (setupId: number, cell = 2 ** 24, secretBits = 0x12345678): number =>
  hashBits({ secretBits, setupId, cell })

describe('hashBits', () => {
  it('promises ten bits, always the same for the same arguments', () => {
    for (let setupId = 1; setupId < 500; setupId += 1) {
      expect(bits(setupId)).toBe(bits(setupId))
      expect(Number.isInteger(bits(setupId)) && bits(setupId) >= 0 && bits(setupId) < 1024).toBe(true)
    }
  })

  it.each([
    ['setups', (n: number) => bits(n)],
    ['places of a type', (n: number) => bits(1, 2 ** 24 + n)],
    ['types', (n: number) => bits(1, n * 2 ** 24)],
    ['secrets', (n: number) => bits(1, 2 ** 24, n)],
  ])('promises an even spread over %s', (_, at) => {
    const quarters = [0, 0, 0, 0]
    for (let n = 1; n <= 4000; n += 1) quarters[Math.floor(at(n) / 256)]! += 1
    for (const count of quarters) expect(Math.abs(count - 1000)).toBeLessThan(120)
  })

  it('promises cells beyond 32 bits to count in full', () => {
    expect(new Set([1, 2, 3, 4, 5, 6, 7, 8].map((type) => bits(1, type * 256 * 2 ** 24 + 5))).size).toBeGreaterThan(6)
  })
})

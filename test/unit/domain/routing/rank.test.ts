import { describe, expect, it } from 'vitest'
import {
  rankAfterTurn,
  rankAfterWeightedTurn,
  rankAtWeightedStart,
  rankNeverServed,
  strideOf,
} from '../../../../worker/domain/routing/rank.ts'
import { type Random, randomFrom } from '../../../support/random.ts'

describe('a rank by the clock', () => {
  it('promises the instant first and ten bits behind it', () => {
    expect(rankAfterTurn(5, 3)).toBe(5 * 1024 + 3)
    expect(rankAfterTurn(5, 1024 + 3)).toBe(5 * 1024 + 3)
    expect(rankNeverServed(1023)).toBeLessThan(rankAfterTurn(1, 0))
  })

  it('promises an exact number for two hundred years', () => {
    expect(rankAfterTurn(Date.UTC(2226, 0), 1023)).toBeLessThan(Number.MAX_SAFE_INTEGER)
  })
})

describe('a weighted turn that is taken', () => {
  const one = strideOf({ weight: 1 })
  const table: [promise: string, turn: [rank: number, weight: number], last: [number, number], after: number][] = [
    ['one stride on', [7, 1], [7, 1], 7 + one],
    ['a heavy one a short stride', [7, 64], [7, 64], 7 + one / 64],
    ['its own pass, where nobody is ahead by more than a stride', [7, 1], [7 + one, 1], 7 + one],
    ['where the arm is, for one that was away', [7, 1], [1000 + 9 * one, 1], 1000 + 9 * one],
    ['where the arm is, however light the last one', [7, 2], [1000 + 9 * one, 4], 1000 + 9 * one - one / 4 + one / 2],
  ]
  it.each(table)('promises %s', (_, [rank, weight], [lastRank, lastWeight], after) => {
    expect(rankAfterWeightedTurn({ rank, weight }, { rank: lastRank, weight: lastWeight })).toBe(after)
  })

  it('promises an exact number for more than a hundred million turns of the lightest', () => {
    expect(100_000_000 * one).toBeLessThan(Number.MAX_SAFE_INTEGER)
  })
})

interface Partner {
  weight: number
  rank: number
  won: number
  isAway: boolean
}

/** One arm in memory, in the order of the queue. */
function newArm(random: Random, weights: readonly number[]) {
  const partners = weights.map((weight): Partner => {
    const rank = rankAtWeightedStart(weight, random.below(1024))
    return { weight, rank, won: 0, isAway: false }
  })
  /** Gives one lead to the first who may have it; null when nobody may. */
  const serve = (mayHave: (partner: Partner) => boolean = () => true): Partner | null => {
    const ready = partners.filter(({ isAway }) => !isAway).sort((a, b) => a.rank - b.rank)
    const winner = ready.find(mayHave)
    if (winner === undefined) return null
    winner.rank = rankAfterWeightedTurn(winner, ready.at(-1)!)
    winner.won += 1
    return winner
  }
  return { partners, serve }
}

describe('shares on a weighted arm', () => {
  it.each([[[1, 1, 1, 1]], [[1, 2, 3]], [[50, 30, 20]], [[100, 1]], [[7, 7, 3, 2]]])(
    'promise to keep to the weights within one lead, at every moment: %j',
    (weights) => {
      const { partners, serve } = newArm(randomFrom(11), weights)
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      for (let leads = 1; leads <= 5000; leads++) {
        serve()
        for (const { weight, won } of partners) expect(Math.abs(won - (leads * weight) / total)).toBeLessThanOrEqual(1)
      }
    },
  )

  it.each(Array.from({ length: 20 }, (_, seed) => seed))(
    'promise any two partners that over any run, however many there are (seed %i)',
    (seed) => {
      const random = randomFrom(seed)
      const weights = Array.from({ length: 2 + random.below(30) }, () => 1 + random.below(100))
      const { partners, serve } = newArm(random, weights)
      for (let warm = random.below(300); warm > 0; warm--) serve()
      const from = partners.map(({ won }) => won)
      for (let leads = 0; leads < 600; leads++) {
        serve()
        const served = partners.map(({ won, weight }, i) => ({ turns: (won - from[i]!) / weight, one: 1 / weight }))
        const [most, least] = [
          served.reduce((a, b) => (a.turns > b.turns ? a : b)),
          served.reduce((a, b) => (a.turns < b.turns ? a : b)),
        ]
        expect(most.turns - least.turns).toBeLessThanOrEqual(most.one + least.one + 1e-6)
      }
    },
  )

  it('promise nothing more to one that was stepped over for long than to one that was not', () => {
    const { partners, serve } = newArm(randomFrom(3), [10, 10, 10])
    const [picky] = partners
    for (let lead = 0; lead < 3000; lead++) serve((partner) => partner !== picky)
    const got = Array.from({ length: 30 }, () => serve())
    expect(got.filter((partner) => partner === picky).length).toBeLessThanOrEqual(11)
    expect(got.slice(0, 3).filter((partner) => partner === picky).length).toBeLessThanOrEqual(2)
  })

  it('promise the same where several were, and one joined while nobody was there', () => {
    const { partners, serve } = newArm(randomFrom(4), [10, 10, 10, 10])
    const [one, other, ...rest] = partners
    for (let lead = 0; lead < 3000; lead++) serve((partner) => partner !== one && partner !== other)
    for (const partner of rest) partner.isAway = true
    serve()
    for (const partner of rest) partner.isAway = false
    const got = Array.from({ length: 40 }, () => serve())
    for (const partner of [one, other])
      expect(got.filter((winner) => winner === partner).length).toBeLessThanOrEqual(12)
  })

  it('promise that one which is far ahead does not starve', () => {
    const { partners, serve } = newArm(randomFrom(5), [1, 1])
    partners[0]!.rank = 1e12
    const got = Array.from({ length: 20 }, () => serve())
    expect(got.filter((partner) => partner === partners[0]).length).toBeGreaterThanOrEqual(9)
  })
})

import { expect, it } from 'vitest'
import { averageShareOfOthers, shareOf, tally } from '../../../../worker/domain/decision/fairness.ts'

it('promises every lead once, and every cause that kept one away', () => {
  const won = { won: true, eligible: false, failures: ['OFFLINE'] }
  const outranked = { won: false, eligible: true, failures: ['DAILY_LIMIT'] }
  const missed = { won: false, eligible: false, failures: ['OFFLINE', 'NO_CREDIT'] }
  const alsoMissed = { won: false, eligible: false, failures: ['OFFLINE'] }
  expect(tally([won, outranked, missed, alsoMissed])).toEqual({
    leads: 4,
    eligible: 2,
    won: 1,
    outranked: 1,
    missed: [
      { code: 'OFFLINE', leads: 2 },
      { code: 'NO_CREDIT', leads: 1 },
    ],
  })
})

it.each([
  [{ own: 0, all: 0, others: 0 }, null, null],
  [{ own: 3, all: 3, others: 0 }, 1, null],
  [{ own: 10, all: 60, others: 5 }, 0.1667, 0.1667],
  [{ own: 0, all: 60, others: 6 }, 0, 0.1667],
])('promises of %j its own share %s and the average of the others %s', (market, own, others) => {
  expect([shareOf(market), averageShareOfOthers(market)]).toEqual([own, others])
})

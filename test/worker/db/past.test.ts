import { expect, it } from 'vitest'
import { type PastLineRow, selectPastLines } from '../../../db/store/past.ts'
import { availableAt } from '../../../worker/domain/replay/account.ts'
import { testDb } from '../../support/ctx.ts'
import { buildWorld, insert } from '../../support/world.ts'

const lines = 4000

/** A statement with a line of 10 every second, behind an opening balance of 100. */
async function writeStatement(): Promise<void> {
  await buildWorld(testDb(), {
    leadTypes: [],
    partners: [
      { id: 1, balance: 100 },
      { id: 2, balance: 0 },
    ],
  })
  const rows = Array.from({ length: lines }, (_, i) => ({
    party: 1,
    n: i + 2,
    id: `payment:${i}`,
    debit: 'world',
    credit: 'available',
    amount: 10,
    currency: 'GBP',
    kind: 'payment',
    at: (i + 1) * 1000,
    balance: 100 + (i + 1) * 10,
    held: 0,
  }))
  await testDb().batch([insert(testDb(), 'transfers', rows)])
}

it('promises what was there at a moment after some twenty looks, however long the statement', async () => {
  await writeStatement()
  for (const [at, available] of [
    [-1, 0],
    [0, 100],
    [999, 100],
    [1000, 110],
    [2_000_500, 20_100],
    [lines * 1000, 40_100],
    [lines * 9000, 40_100],
  ] as const) {
    const read = await selectPastLines(testDb(), { partnerIds: [1, 2], from: at, until: at }).all<PastLineRow>()
    expect(availableAt(read.results, { at }), String(at)).toBe(available)
    expect(read.meta.rows_read, String(at)).toBeLessThan(250)
  }
})

it('promises every line of a span, and those before it that decide how it began', async () => {
  await writeStatement()
  const span = { partnerIds: [1], from: 1_000_000, until: 1_005_000 }
  const { results } = await selectPastLines(testDb(), span).all<PastLineRow>()
  expect(results.at(-1)!.at).toBe(span.until)
  expect(results.filter(({ at }) => at > span.from && at <= span.until)).toHaveLength(5)
  for (const at of [1_000_000, 1_002_999]) expect(availableAt(results, { at })).toBe(100 + Math.floor(at / 1000) * 10)
})

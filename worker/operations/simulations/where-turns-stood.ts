import type { SimulatedReferralRow, SimulatedTurnRow } from '../../../db/store/simulation.ts'

/** The rank of each turn that was served before, by setup and cell. */
export type TurnsThen = ReadonlyMap<number, ReadonlyMap<number, number>>

/**
 * Where the turns of setups stood when a window began that had been served before. One that was taken in the window stood
 * where its first referral found it (`rank_read`), any other stands there still; but none later than the beginning, since
 * a turn that woke in the window has moved.
 */
export function whereTurnsStood(
  turns: readonly SimulatedTurnRow[],
  {
    referrals,
    from,
    servedBefore,
  }: { referrals: readonly SimulatedReferralRow[]; from: number; servedBefore: ReadonlySet<number> },
): TurnsThen {
  const firstRead = new Map<string, number>()
  for (const { cell, setup_id, rank_read } of referrals.toSorted((a, b) => b.referred_at - a.referred_at))
    if (cell !== null && rank_read !== null) firstRead.set(`${setup_id} ${cell}`, rank_read)

  const stood = new Map<number, Map<number, number>>()
  for (const { setup_id, cell, rank } of turns) {
    if (!servedBefore.has(setup_id)) continue
    const found = firstRead.get(`${setup_id} ${cell}`) ?? rank
    const own = stood.get(setup_id) ?? new Map<number, number>()
    stood.set(setup_id, own.set(cell, Math.min(found, from * 1024 + (found % 1024))))
  }
  return stood
}

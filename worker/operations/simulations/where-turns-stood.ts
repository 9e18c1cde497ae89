import type { SimulatedReferralRow, SimulatedTurnRow } from '../../../db/store/simulation.ts'
import type { LoadedLeadType } from '../leads/load-lead-type.ts'

/** The rank of each setup's turn, by setup and cell, and the lowest rank of each cell. */
export interface TurnsThen {
  ofSetup: ReadonlyMap<number, ReadonlyMap<number, number>>
  heads: ReadonlyMap<number, number>
}

/**
 * Where every turn stood when a window began. One that was taken in the window stood where its first referral found it
 * (`rank_read`); any other stands there still, unless it woke in the window: then no later than that began.
 */
export function whereTurnsStood(
  { turns, leadTypes }: { turns: readonly SimulatedTurnRow[]; leadTypes: readonly LoadedLeadType[] },
  { referrals, from }: { referrals: readonly SimulatedReferralRow[]; from: number },
): TurnsThen {
  const isWeighted = new Map(leadTypes.map(({ id, selection }) => [id, selection === 'weighted']))
  const firstRead = new Map<string, number>()
  for (const { cell, setup_id, rank_read } of referrals.toSorted((a, b) => b.referred_at - a.referred_at))
    if (cell !== null && rank_read !== null) firstRead.set(`${setup_id} ${cell}`, rank_read)

  const ofSetup = new Map<number, Map<number, number>>()
  const heads = new Map<number, number>()
  for (const { setup_id, cell, rank: rankNow } of turns) {
    const found = firstRead.get(`${setup_id} ${cell}`) ?? rankNow
    const rank = isWeighted.get(Math.floor(cell / 2 ** 24)) ? found : Math.min(found, from * 1024 + (found % 1024))
    const own = ofSetup.get(setup_id) ?? new Map<number, number>()
    ofSetup.set(setup_id, own.set(cell, rank))
    heads.set(cell, Math.min(rank, heads.get(cell) ?? rank))
  }
  return { ofSetup, heads }
}

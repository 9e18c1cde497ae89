import type { StoredBilling } from '../../../contract/charge.ts'
import { ownPriceOf } from './price.ts'

/** What setups follow that have no price or no billing of their own. */
export interface Followed {
  defaultPriceMinor: number
  nationalPriceMinor: number | null
  billing: StoredBilling
}

/** Setups of a lead type that follow it, and in what. */
export interface Followers {
  setups: number
  allAreas: boolean
  followsPrice: boolean
  followsBilling: boolean
}

/** So many setups go from one price to another. */
export interface PriceMove {
  setups: number
  /** Only such setups have all areas: they follow the national price. */
  allAreas: boolean
  fromMinor: number
  toMinor: number
}

/** Whom a change of what they follow reprices (F20): by how it moves their price, and how many are billed otherwise. */
export function repriced(
  followers: readonly Followers[],
  before: Followed,
  after: Followed,
): { prices: PriceMove[]; billed: number } {
  const moves = followers.filter(({ followsPrice }) => followsPrice).map((group) => moveOf(group, before, after))
  const prices = Map.groupBy(
    moves.filter(({ fromMinor, toMinor }) => fromMinor !== toMinor),
    ({ fromMinor, toMinor }) => `${fromMinor} ${toMinor}`,
  )
  const isBilledAnew = JSON.stringify(before.billing) !== JSON.stringify(after.billing)
  return {
    prices: [...prices.values()].map((same) => ({
      ...same[0]!,
      setups: sumOf(same),
      allAreas: same.every(({ allAreas }) => allAreas),
    })),
    billed: isBilledAnew ? sumOf(followers.filter(({ followsBilling }) => followsBilling)) : 0,
  }
}

function moveOf({ setups, allAreas }: Followers, before: Followed, after: Followed): PriceMove {
  const setup = { priceMinor: null, allAreas }
  const [fromMinor, toMinor] = [before, after].map((leadType) => ownPriceOf({ setup, leadType })) as [number, number]
  return { setups, allAreas, fromMinor, toMinor }
}

const sumOf = (groups: readonly { setups: number }[]): number => groups.reduce((sum, { setups }) => sum + setups, 0)

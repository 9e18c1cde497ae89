import { findSetup, type PricedSetup, placesOfSetup } from '../../../db/store/setups.ts'
import type { Ctx } from '../../context.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { found } from '../config/checks.ts'

/** A setup with its default price, its places (codes; 0 is all areas), and the currency of its prices. */
export interface LoadedSetup {
  priced: PricedSetup
  places: number[]
  currency: string
}

/** Problems: NOT_FOUND. */
export async function loadSetup(ctx: Ctx, setupId: number): Promise<LoadedSetup> {
  const [priced, places, { currency }] = await Promise.all([
    findSetup(ctx.db, setupId),
    placesOfSetup(ctx.db, setupId),
    loadBroker(ctx),
  ])
  return { priced: found(priced), places, currency }
}

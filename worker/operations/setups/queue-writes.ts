import { deleteTurns, insertTurns } from '../../../db/store/setup-turns.ts'
import { deletePlaces, insertPlaces, type SetupRow } from '../../../db/store/setups.ts'
import type { Ctx } from '../../context.ts'
import { cellOf } from '../../domain/places/place.ts'
import { hashBits } from '../../domain/routing/hash-bits.ts'
import { secretBits } from './secret-bits.ts'

/** A setup and its places at one moment. */
export interface Placed {
  setup: SetupRow
  places: readonly number[]
}

/**
 * Keeps the ordered queue in step with a setup's places (ENGINE 3): one turn for each. For the commit of the setup's own
 * change and behind it, since new turns stand where the setup stands by then. The turns of the places that stay follow
 * the setup's priority, price and weight by themselves (a trigger). At most four statements, however many places;
 * `before` is null for a new setup.
 */
export async function queueWrites(ctx: Ctx, before: Placed | null, after: Placed): Promise<D1PreparedStatement[]> {
  const { id: setupId, leadTypeId } = after.setup
  const cellsOf = (places: readonly number[]): number[] => places.map((place) => cellOf(leadTypeId, place))
  const { left, joined } = compare(before?.places ?? [], after.places)
  const leaving = [deleteTurns(ctx.db, setupId, cellsOf(left)), deletePlaces(ctx.db, setupId, left)]
  return [
    ...(left.length > 0 ? leaving : []),
    ...(joined.length > 0 ? await joining(ctx, { before, after, joined }) : []),
  ]
}

function compare(before: readonly number[], after: readonly number[]) {
  const had = new Set(before)
  const has = new Set(after)
  return { left: before.filter((place) => !has.has(place)), joined: after.filter((place) => !had.has(place)) }
}

async function joining(
  ctx: Ctx,
  { before, after, joined }: { before: Placed | null; after: Placed; joined: readonly number[] },
): Promise<D1PreparedStatement[]> {
  const { id: setupId, partnerId, leadTypeId } = after.setup
  const bits = await secretBits(ctx.env.TENANT_SECRET, setupId)
  const turns = joined.map((place) => {
    const cell = cellOf(leadTypeId, place)
    return { cell, tieBits: hashBits({ secretBits: bits, setupId, cell }) }
  })
  const isNewcomer = before === null || before.places.length === 0
  return [
    insertPlaces(ctx.db, setupId, joined),
    insertTurns(ctx.db, { setupId, partnerId, leadTypeId }, { turns, isNewcomer }),
  ]
}

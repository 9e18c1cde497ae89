import { deleteTurns, insertTurns, moveTurnsToBand } from '../../../db/store/setup-turns.ts'
import { deletePlaces, insertPlaces, type SetupRow } from '../../../db/store/setups.ts'
import type { Ctx } from '../../context.ts'
import { cellOf } from '../../domain/places/place.ts'
import { hashBits } from '../../domain/routing/hash-bits.ts'
import { keyedHash } from '../keyed-hash.ts'

/** A setup and its places at one moment. */
export interface Placed {
  setup: SetupRow
  places: readonly number[]
}

/**
 * Keeps the ordered queue in step with a setup (ENGINE 3): one turn for each of its places, in the band of its
 * priority. For the commit of the setup's own change and behind it, so that its parked turns are awake already. At
 * most six statements, however many places; `before` is null for a new setup.
 */
export async function queueWrites(ctx: Ctx, before: Placed | null, after: Placed): Promise<D1PreparedStatement[]> {
  const { id: setupId, leadTypeId } = after.setup
  const toCell = (place: number): number => cellOf(leadTypeId, place)
  const { left, kept, joined } = compare(before?.places ?? [], after.places)
  const bandBefore = bandOf(before?.setup ?? after.setup)
  const band = bandOf(after.setup)
  const leaving = [deleteTurns(ctx.db, setupId, left.map(toCell)), deletePlaces(ctx.db, setupId, left)]
  const moving = moveTurnsToBand(ctx.db, { setupId, from: bandBefore, to: band, cells: kept.map(toCell) })
  return [
    ...(left.length > 0 ? leaving : []),
    ...(kept.length > 0 && band !== bandBefore ? moving : []),
    ...(joined.length > 0 ? await joining(ctx, { before, after, joined }) : []),
  ]
}

/** A turn's band: the highest priority comes first (D2). */
const bandOf = ({ priority }: SetupRow): number => (priority === 0 ? 0 : -priority)

function compare(before: readonly number[], after: readonly number[]) {
  const had = new Set(before)
  const has = new Set(after)
  return {
    left: before.filter((place) => !has.has(place)),
    kept: after.filter((place) => had.has(place)),
    joined: after.filter((place) => !had.has(place)),
  }
}

async function joining(
  ctx: Ctx,
  { before, after, joined }: { before: Placed | null; after: Placed; joined: readonly number[] },
): Promise<D1PreparedStatement[]> {
  const { id: setupId, partnerId, leadTypeId } = after.setup
  const secret = await keyedHash(ctx.env.TENANT_SECRET, 'turn-ties', String(setupId))
  const secretBits = new DataView(secret.buffer).getUint32(0)
  const turns = joined.map((place) => {
    const cell = cellOf(leadTypeId, place)
    return { cell, tieBits: hashBits({ secretBits, setupId, cell }) }
  })
  const isNewcomer = before === null || before.places.length === 0
  return [
    insertPlaces(ctx.db, setupId, joined),
    insertTurns(ctx.db, { setupId, partnerId, leadTypeId, band: bandOf(after.setup) }, { turns, isNewcomer }),
  ]
}

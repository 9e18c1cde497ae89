import type { Ctx } from '../../context.ts'
import { cellOf } from '../../domain/places/place.ts'
import { hashBits } from '../../domain/routing/hash-bits.ts'
import type { SimulatedSetup } from '../../domain/simulation/settings.ts'
import { startingTurns } from '../../domain/simulation/starting-turns.ts'
import type { LoadedLeadType } from '../leads/load-lead-type.ts'
import { secretBits } from '../setups/secret-bits.ts'
import type { PlacedSetup } from './simulated-settings.ts'
import type { TurnsThen } from './where-turns-stood.ts'

/** Setups of one future with their turns; `was` are the lead types of now, `is` those of that future. */
export function simulatedSetups(
  ctx: Ctx,
  setups: readonly PlacedSetup[],
  { was, is, stood }: { was: readonly LoadedLeadType[]; is: readonly LoadedLeadType[]; stood: TurnsThen },
): Promise<SimulatedSetup[]> {
  const selections = new Map(is.map(({ id, selection }, i) => [id, { was: was[i]!.selection, is: selection }] as const))
  const known = setups.filter(({ row }) => selections.has(row.leadTypeId))
  return Promise.all(
    known.map(async ({ row, places }): Promise<SimulatedSetup> => {
      const { id, partnerId, leadTypeId, active, price, billing, priority, weight, filters } = row
      const own = stood.get(id) ?? new Map<number, number>()
      const cells = places.map((place) => cellOf(leadTypeId, place))
      const bits = await secretBits(ctx.env.TENANT_SECRET, id)
      const turns = startingTurns({
        weight,
        cells,
        selection: selections.get(leadTypeId)!,
        stood: own,
        tieBits: (cell) => hashBits({ secretBits: bits, setupId: id, cell }),
      })
      const limits = { dailyLimit: row.dailyLimit, monthlyLimit: row.monthlyLimit }
      const priced = { priceMinor: price, billing }
      return { id, partnerId, leadTypeId, active, ...priced, priority, ...limits, weight, filters, turns }
    }),
  )
}

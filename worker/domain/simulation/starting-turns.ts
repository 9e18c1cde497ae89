import type { Selection } from '../../../contract/lead-type.ts'
import { rankAtWeightedStart, rankNeverServed } from '../routing/rank.ts'
import type { StartingTurn } from './settings.ts'

interface Starting {
  weight: number
  /** The cells that it serves in this future. */
  cells: readonly number[]
  /** How its lead type chose until the window, and chooses in this future. */
  selection: { was: Selection; is: Selection }
  /** Where its own turns stood when the window began, by cell. */
  stood: ReadonlyMap<number, number>
  /** The lowest rank of each cell. */
  heads: ReadonlyMap<number, number>
  tieBits(cell: number): number
}

/**
 * Where a setup's turns start, as if its settings had been so since the window began: a turn that it has stays where it
 * stood; one more joins as a new place does (D2: never served, behind its own last lead, or half a round behind the head
 * where turns are weighted); another selection starts everybody even.
 */
export function startingTurns({ weight, cells, selection, stood, heads, tieBits }: Starting): StartingTurn[] {
  const isWeighted = selection.is === 'weighted'
  const lastServed = Math.max(0, ...stood.values())
  return cells.map((cell) => {
    const rank = stood.get(cell)
    if (selection.was !== selection.is) {
      const bits = rank ?? tieBits(cell)
      return { cell, rank: isWeighted ? rankAtWeightedStart(weight, bits) : rankNeverServed(bits) }
    }
    if (rank !== undefined) return { cell, rank }
    if (isWeighted) return { cell, rank: (heads.get(cell) ?? 0) + rankAtWeightedStart(weight, tieBits(cell)) }
    return { cell, rank: Math.max(tieBits(cell), lastServed) }
  })
}

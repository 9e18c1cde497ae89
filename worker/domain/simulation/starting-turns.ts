import type { Selection } from '../../../contract/lead-type.ts'
import { rankAtWeightedStart, rankNeverServed } from '../routing/rank.ts'
import type { StartingTurn } from './settings.ts'

interface Starting {
  weight: number
  /** The cells that it serves in this future. */
  cells: readonly number[]
  /** How its lead type chooses now, and in this future. */
  selection: { was: Selection; is: Selection }
  /** Where its own turns stood when the window began, by cell; none where it was never served before. */
  stood: ReadonlyMap<number, number>
  tieBits(cell: number): number
}

/**
 * Where a setup's turns start, as if its settings had been so since the window began. A turn that it had stays where it
 * stood; one more queues behind the setup's own last lead; one that was never served comes first (D2). Where turns are
 * weighted, or chosen otherwise than now, everybody starts even: at most one lead from where it would have stood.
 */
export function startingTurns({ weight, cells, selection, stood, tieBits }: Starting): StartingTurn[] {
  const lastServed = Math.max(0, ...stood.values())
  return cells.map((cell) => {
    if (selection.is === 'weighted') return { cell, rank: rankAtWeightedStart(weight, tieBits(cell)) }
    if (selection.was !== selection.is) return { cell, rank: rankNeverServed(tieBits(cell)) }
    return { cell, rank: stood.get(cell) ?? Math.max(tieBits(cell), lastServed) }
  })
}

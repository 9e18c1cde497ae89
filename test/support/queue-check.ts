import { cellOf } from '../../worker/domain/places/place.ts'
import { rows } from './config.ts'

export interface TurnRow {
  cell: number
  due: number
  band: number
  rank: number
  setup_id: number
}

export const allTurns = (): Promise<TurnRow[]> =>
  rows<TurnRow>('SELECT cell, due, band, rank, setup_id FROM turns ORDER BY cell, band, rank, setup_id')

/**
 * What is wrong with the queue, in words; empty when it is in step: one turn for each place of each setup, in the band
 * of its priority, and every arm's count is exactly the number of its ready turns.
 */
export async function queueFaults(): Promise<string[]> {
  const turns = await allTurns()
  const wanted = await rows<{ setup_id: number; place: number; lead_type_id: number; priority: number }>(
    'SELECT p.setup_id, p.place, s.lead_type_id, s.priority FROM setup_places p JOIN setups s ON s.id = p.setup_id',
  )
  const arms = await rows<{ cell: number; band: number; ready: number }>('SELECT cell, band, ready FROM arms')
  return [
    ...difference(
      wanted.map((row) => `turn ${cellOf(row.lead_type_id, row.place)} ${0 - row.priority} set_${row.setup_id}`),
      turns.map((turn) => `turn ${turn.cell} ${turn.band} set_${turn.setup_id}`),
    ),
    ...difference(
      countReady(turns),
      arms.filter(({ ready }) => ready !== 0).map(({ cell, band, ready }) => `arm ${cell} ${band}: ${ready}`),
    ),
  ]
}

function countReady(turns: readonly TurnRow[]): string[] {
  const ready = Map.groupBy(
    turns.filter(({ due }) => due === 0),
    ({ cell, band }) => `arm ${cell} ${band}`,
  )
  return [...ready].map(([arm, { length }]) => `${arm}: ${length}`)
}

function difference(wanted: readonly string[], found: readonly string[]): string[] {
  const twice = found.filter((text, i) => found.indexOf(text) !== i)
  return [
    ...wanted.filter((text) => !found.includes(text)).map((text) => `missing ${text}`),
    ...found.filter((text) => !wanted.includes(text)).map((text) => `unwanted ${text}`),
    ...twice.map((text) => `twice ${text}`),
  ]
}

import type { Selection } from '../../contract/lead-type.ts'
import { cellOf } from '../../worker/domain/places/place.ts'
import { bandOf } from '../../worker/domain/routing/band.ts'
import { rows } from './config.ts'

export interface TurnRow {
  cell: number
  due: number
  band: number
  rank: number
  setup_id: number
  /** null: the lead type is not weighted. */
  weight: number | null
}

export const allTurns = (): Promise<TurnRow[]> =>
  rows<TurnRow>('SELECT cell, due, band, rank, setup_id, weight FROM turns ORDER BY cell, band, rank, setup_id')

/**
 * What is wrong with the queue, in words; empty when it is in step: one turn for each place of each setup, in the band
 * and with the weight of its settings, and every arm's count is exactly the weight of its ready turns.
 */
export async function queueFaults(): Promise<string[]> {
  const turns = await allTurns()
  const wanted = await rows<Wanted>(
    `SELECT p.setup_id, p.place, s.lead_type_id, s.priority, s.weight, coalesce(s.price, t.default_price) AS price, t.selection
     FROM setup_places p JOIN setups s ON s.id = p.setup_id JOIN lead_types t ON t.id = s.lead_type_id`,
  )
  const arms = await rows<{ cell: number; band: number; ready: number }>('SELECT cell, band, ready FROM arms')
  return [
    ...difference(wanted.map(turnOf), turns.map(textOf)),
    ...difference(
      countReady(turns),
      arms.map(({ cell, band, ready }) => `arm ${cell} ${band}: ${ready}`),
    ),
  ]
}

interface Wanted {
  setup_id: number
  place: number
  lead_type_id: number
  priority: number
  weight: number
  price: number
  selection: Selection
}

const turnOf = ({ setup_id, place, lead_type_id, priority, weight, price, selection }: Wanted): string =>
  textOf({
    cell: cellOf(lead_type_id, place),
    band: bandOf({ selection, priority, priceMinor: price }),
    setup_id,
    weight: selection === 'weighted' ? weight : null,
  })

const textOf = ({ cell, band, setup_id, weight }: Pick<TurnRow, 'cell' | 'band' | 'setup_id' | 'weight'>): string =>
  `turn ${cell} ${band} set_${setup_id} weight ${weight}`

function countReady(turns: readonly TurnRow[]): string[] {
  const ready = Map.groupBy(
    turns.filter(({ due }) => due === 0),
    ({ cell, band }) => `arm ${cell} ${band}`,
  )
  return [...ready].map(([arm, own]) => `${arm}: ${own.reduce((sum, { weight }) => sum + (weight ?? 1), 0)}`)
}

function difference(wanted: readonly string[], found: readonly string[]): string[] {
  const twice = found.filter((text, i) => found.indexOf(text) !== i)
  return [
    ...wanted.filter((text) => !found.includes(text)).map((text) => `missing ${text}`),
    ...found.filter((text) => !wanted.includes(text)).map((text) => `unwanted ${text}`),
    ...twice.map((text) => `twice ${text}`),
  ]
}

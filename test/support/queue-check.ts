import type { BillingPoint } from '../../contract/charge.ts'
import type { Selection } from '../../contract/lead-type.ts'
import { fixedPriceOf } from '../../worker/domain/billing/price.ts'
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
    `SELECT p.setup_id, p.place, s.lead_type_id, s.priority, s.weight, s.price, s.billing, t.selection,
       t.default_price, t.national_price, t.billing_point, t.charges,
       EXISTS (SELECT 1 FROM setup_places a WHERE a.setup_id = s.id AND a.place = 0) AS all_areas
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
  price: number | null
  billing: string | null
  selection: Selection
  default_price: number
  national_price: number | null
  billing_point: BillingPoint
  charges: string
  all_areas: number
}

const turnOf = ({ setup_id, place, lead_type_id, priority, weight, selection, ...row }: Wanted): string =>
  textOf({
    cell: cellOf(lead_type_id, place),
    band: bandOf({ selection, priority, priceMinor: priceIn(row) }),
    setup_id,
    weight: selection === 'weighted' ? weight : null,
  })

const priceIn = (
  row: Omit<Wanted, 'setup_id' | 'place' | 'lead_type_id' | 'priority' | 'weight' | 'selection'>,
): number =>
  fixedPriceOf({
    leadType: {
      defaultPriceMinor: row.default_price,
      nationalPriceMinor: row.national_price,
      billing: { point: row.billing_point, charges: JSON.parse(row.charges) },
    },
    setup: {
      priceMinor: row.price,
      allAreas: row.all_areas === 1,
      billing: row.billing === null ? null : JSON.parse(row.billing),
    },
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

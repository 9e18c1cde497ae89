import { describe, expect, it } from 'vitest'
import { type Selection, selections } from '../../contract/lead-type.ts'
import { minuteMs } from '../../contract/time.ts'
import { cellOf } from '../../worker/domain/places/place.ts'
import { placeNamed, placesOfLead } from '../../worker/domain/places/schemes.ts'
import { bandOf } from '../../worker/domain/routing/band.ts'
import { type Arm, type Candidate, choose } from '../../worker/domain/routing/choose.ts'
import { hashBits } from '../../worker/domain/routing/hash-bits.ts'
import {
  rankAfterTurn,
  rankAfterWeightedTurn,
  rankAtWeightedStart,
  rankNeverServed,
} from '../../worker/domain/routing/rank.ts'
import { drawLots } from '../../worker/operations/routing/draws.ts'
import { cellsOf } from '../../worker/operations/routing/plan-route.ts'
import { leadIdAt, randomFrom } from '../support/random.ts'

const start = Date.UTC(2026, 5, 15, 12)
const leads = 10_000
const secret = 'fairness'

/** Where the people live: four areas with ten districts each, some of them ten times as often as others. */
const areas = ['NW', 'SE', 'LS', 'B']
const districts = areas.flatMap((area) => Array.from({ length: 10 }, (_, n) => `${area}${n + 1}`))
const postcodes = districts.flatMap((district, i) => Array<string>(1 + (i % 10)).fill(`${district} 1AA`))

/** Three ways to say "everywhere": all areas, every area, every district. */
const ticked = { 'all areas': [''], 'every area': areas, 'every district': districts }
type Ticked = keyof typeof ticked

interface Partner {
  id: number
  ticked: Ticked
  weight: number
  won: number
}

interface Turn {
  partner: Partner
  rank: number
}

/** A broker's queue in memory: the turns of each cell in their order. */
function queueOf(partners: readonly Partner[], selection: Selection): Map<number, Turn[]> {
  const queue = new Map<number, Turn[]>()
  for (const partner of partners)
    for (const place of ticked[partner.ticked]) {
      const cell = cellOf(1, place === '' ? 0 : placeNamed(place)!)
      const tieBits = hashBits({ secretBits: 7 + partner.id * 7919, setupId: partner.id, cell })
      const rank = selection === 'weighted' ? rankAtWeightedStart(partner.weight, tieBits) : rankNeverServed(tieBits)
      queue.set(cell, [...(queue.get(cell) ?? []), { partner, rank }])
    }
  for (const turns of queue.values()) turns.sort((a, b) => a.rank - b.rank)
  return queue
}

/** Gives out one lead after the other with the real lots: what routing does, where everybody is always eligible. */
async function giveOut(partners: readonly Partner[], selection: Selection): Promise<void> {
  const queue = queueOf(partners, selection)
  const random = randomFrom(20_260_615)
  const band = bandOf({ selection, priority: 0, priceMinor: 1000 })
  for (let n = 0; n < leads; n++) {
    const now = start + n * minuteMs
    const leadId = leadIdAt(now, n)
    const arms = cellsOf(1, placesOfLead(random.pick(postcodes)).codes).map((cell) =>
      armOf(queue, { cell, band, selection }),
    )
    const [draws, ties] = await Promise.all([drawLots(secret, 'arm', leadId, 1), drawLots(secret, 'tie', leadId, 1)])
    const [chosen] = choose(arms, { draws, wanted: 1, atMost: 1 }).order
    take(queue.get(chosen!.turn.cell)!, {
      partnerId: chosen!.partnerId,
      selection,
      now,
      tieBits: Math.floor(ties[0]! * 1024),
    })
  }
}

function armOf(
  queue: Map<number, Turn[]>,
  { cell, band, selection }: { cell: number; band: number; selection: Selection },
): Arm {
  const turns = queue.get(cell) ?? []
  const candidates = turns.slice(0, 2).map(
    ({ partner, rank }): Candidate => ({
      turn: { cell, band, rank, setupId: partner.id },
      partnerId: partner.id,
      failures: [],
    }),
  )
  const ready = turns.reduce((sum, { partner }) => sum + (selection === 'weighted' ? partner.weight : 1), 0)
  return { cell, candidates, exhausted: turns.length < 2, ready: new Map(ready === 0 ? [] : [[band, ready]]) }
}

function take(
  turns: Turn[],
  { partnerId, selection, now, tieBits }: { partnerId: number; selection: Selection; now: number; tieBits: number },
): void {
  const turn = turns.find(({ partner }) => partner.id === partnerId)!
  const last = turns.at(-1)!
  turn.rank =
    selection === 'weighted'
      ? rankAfterWeightedTurn(withWeight(turn), withWeight(last))
      : Math.max(turn.rank + 1024, rankAfterTurn(now, tieBits))
  turn.partner.won += 1
  turns.sort((a, b) => a.rank - b.rank)
}

const withWeight = ({ rank, partner }: Turn) => ({ rank, weight: partner.weight })

/** So many of each, with the weights in turn. */
const partnersOf = (each: Record<Ticked, number>, weights: readonly number[]): Partner[] =>
  Object.entries(each)
    .flatMap(([way, count]) =>
      Array.from({ length: count }, (_, i) => ({ way: way as Ticked, weight: weights[i % weights.length]! })),
    )
    .map(({ way, weight }, i) => ({ id: i + 1, ticked: way, weight, won: 0 }))

describe(`fairness in numbers, over ${leads} leads`, () => {
  const worlds: [string, Record<Ticked, number>][] = [
    ['as many who ticked one as another', { 'all areas': 6, 'every area': 6, 'every district': 6 }],
    ['one who ticked all areas among many of every district', { 'all areas': 1, 'every area': 3, 'every district': 9 }],
    ['one who ticked every district among many of all areas', { 'all areas': 9, 'every area': 3, 'every district': 1 }],
  ]

  it.each(selections.flatMap((selection) => worlds.map(([name, each]) => [selection, name, each] as const)))(
    'promises identical partners equal shares within a few percent, however they ticked the boxes: %s, %s',
    async (selection, _, each) => {
      const partners = partnersOf(each, [10])
      await giveOut(partners, selection)
      const share = leads / partners.length
      for (const { id, ticked: way, won } of partners)
        expect(Math.abs(won / share - 1), `partner ${id}, ${way}: ${won} of ${share}`).toBeLessThan(0.08)
      for (const way of Object.keys(ticked) as Ticked[]) {
        const own = partners.filter((partner) => partner.ticked === way)
        const won = own.reduce((sum, partner) => sum + partner.won, 0)
        if (own.length > 1) expect(Math.abs(won / own.length / share - 1), way).toBeLessThan(0.05)
      }
    },
  )

  it('promises partners of different weights shares in proportion to them, however they ticked the boxes', async () => {
    const partners = partnersOf({ 'all areas': 3, 'every area': 3, 'every district': 3 }, [10, 20, 70])
    await giveOut(partners, 'weighted')
    for (const { ticked: way, weight, won } of partners) {
      const share = (leads * weight) / 300
      expect(Math.abs(won / share - 1), `weight ${weight}, ${way}: ${won} of ${share}`).toBeLessThan(0.12)
    }
  })
})

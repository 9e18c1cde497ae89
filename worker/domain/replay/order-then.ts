import { parseId } from '../../../contract/id.ts'
import { type Arm, type Candidate, choose } from '../routing/choose.ts'

/** A partner that was considered, as the decision trace keeps it (C1). */
export interface Standing {
  partner: string
  setup: string
  arm: string
  band: number
  rank: number
  failures: Candidate['failures']
}

export interface OrderThen {
  considered: readonly Standing[]
  /** What was ready on each arm, by band. */
  ready: readonly { arm: string; band: number; ready: number }[]
  draws: readonly number[]
  wanted: number
  /** How many more than wanted were offered it, should a turn be taken. */
  spares: number
  /** Partners that the database had refused. */
  refused: readonly string[]
}

/**
 * In which order a lead was offered, chosen once more from what the trace kept by routing's own function (D2): the first
 * `wanted` must be the same. Behind them an arm may have been read less far than is known now.
 */
export function orderThen({ considered, ready, draws, wanted, spares, refused }: OrderThen): string[] {
  const names = [...new Set([...ready, ...considered].map(({ arm }) => arm))]
  const arms = names.map((name, cell): Arm & { candidates: (Candidate & { partner: string })[] } => ({
    cell,
    ready: new Map(ready.filter(({ arm }) => arm === name).map((one) => [one.band, one.ready])),
    exhausted: true,
    candidates: considered
      .filter(({ arm }) => arm === name)
      .map(({ partner, setup, band, rank, failures }) => ({
        partner,
        partnerId: parseId('partner', partner)!,
        turn: { cell, band, rank, setupId: parseId('setup', setup)! },
        failures,
      })),
  }))
  const excluded = new Set(refused.map((partner) => parseId('partner', partner)!))
  const { order } = choose<Candidate & { partner: string }>(arms, { draws, wanted, atMost: wanted + spares, excluded })
  return order.map(({ partner }) => partner)
}

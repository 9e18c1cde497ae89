import type { Failure } from '../../../contract/eligibility.ts'

/** A place in the queue as it was read: the claim succeeds only while the turn is still there. */
export interface Turn {
  cell: number
  band: number
  rank: number
  setupId: number
}

/** A setup whose turn it may be, with the verdict of every criterion. */
export interface Candidate {
  turn: Turn
  partnerId: number
  failures: readonly Failure[]
}

/** One arm of a lead: all areas, its area or its district. Candidates are in the order of the queue. */
export interface Arm<C extends Candidate = Candidate> {
  cell: number
  candidates: C[]
  /** True when the queue has nobody behind the last candidate. */
  exhausted: boolean
  /** How many setups are ready on this arm, by band. */
  ready: ReadonlyMap<number, number>
}

/**
 * The order in which a lead is offered (D2): the highest priority first; inside a priority band each slot draws an arm
 * in proportion to the setups ready on it, and takes the one that has waited longest there. `draws` are uniform
 * numbers in [0, 1), one a slot, from HMAC(seed, lead ‖ slot). Everyone eligible is in the order, so that the claim can
 * fall back when a turn was taken in the meantime.
 */
export function choose<C extends Candidate>(arms: readonly Arm<C>[], draws: readonly number[]): C[] {
  const queues = arms.map(({ ready, candidates }) => ({ ready, waiting: candidates.filter(isEligible), next: 0 }))
  const order: C[] = []
  for (;;) {
    const heads = queues.filter(({ waiting, next }) => next < waiting.length)
    if (heads.length === 0) return order
    const band = Math.min(...heads.map(({ waiting, next }) => waiting[next]!.turn.band))
    const drawn = drawArm(
      heads.filter(({ waiting, next }) => waiting[next]!.turn.band === band),
      { band, draw: draws[order.length % draws.length]! },
    )
    order.push(drawn.waiting[drawn.next]!)
    drawn.next += 1
  }
}

/**
 * The arms that must be read further before `wanted` slots can be filled in the right order: those that may still
 * hide somebody who belongs before the last one that would be taken.
 */
export function armsToReadOn<C extends Candidate>(arms: readonly Arm<C>[], wanted: number): Arm<C>[] {
  const bands = arms.flatMap(({ candidates }) => candidates.filter(isEligible).map(({ turn }) => turn.band))
  const lastBand = bands.sort((a, b) => a - b)[wanted - 1] ?? Number.POSITIVE_INFINITY
  return arms.filter(
    ({ candidates, exhausted }) =>
      !exhausted &&
      candidates.filter(isEligible).length < wanted &&
      (candidates.at(-1)?.turn.band ?? Number.NEGATIVE_INFINITY) <= lastBand,
  )
}

export const isEligible = ({ failures }: Candidate): boolean => failures.length === 0

function drawArm<Q extends { ready: ReadonlyMap<number, number> }>(
  queues: Q[],
  { band, draw }: { band: number; draw: number },
): Q {
  const weights = queues.map(({ ready }) => Math.max(1, ready.get(band) ?? 1))
  let left = draw * weights.reduce((sum, weight) => sum + weight, 0)
  const index = weights.findIndex((weight) => {
    left -= weight
    return left < 0
  })
  return queues[index] ?? queues.at(-1)!
}

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
  /**
   * How many setups are ready on this arm, by band, or the sum of their weights where the type is weighted. Bands behind
   * the last candidate may be missing: nobody gets that far before the arm is read on.
   */
  ready: ReadonlyMap<number, number>
}

export interface Choice<C extends Candidate> {
  /** In the order in which the lead is offered; at most `atMost`. */
  order: C[]
  /** The arm that must be read further before the next slot can be filled; null when enough is known. */
  readOn: Arm<C> | null
}

/**
 * The order in which a lead is offered (D2): the best band first (band.ts: the highest priority and, where the type asks
 * for it, the highest price); inside a band each slot draws an arm in proportion to what is ready on it, and takes the
 * one that is next there (rank.ts). An arm that turns out to have nobody eligible is drawn again among the rest, so that
 * only the drawn arm must be known. `draws` are uniform numbers in [0, 1), one a slot, from HMAC(seed, lead ‖ slot).
 * Behind the `wanted` ones come those that step in when a turn was taken in the meantime. `excluded` are partners that
 * the database has refused for this lead: they fill no slot, so that the queue is read on behind them.
 */
export function choose<C extends Candidate>(
  arms: readonly Arm<C>[],
  {
    draws,
    wanted,
    atMost,
    excluded = nobody,
  }: { draws: readonly number[]; wanted: number; atMost: number; excluded?: ReadonlySet<number> },
): Choice<C> {
  const mayTakeIt = (candidate: C) => isEligible(candidate) && !excluded.has(candidate.partnerId)
  const queues = arms.map((arm) => ({ arm, waiting: arm.candidates.filter(mayTakeIt), next: 0 }))
  const order: C[] = []
  for (const band of bandsOf(arms)) {
    let inPlay = queues
      .map((queue) => ({ queue, weight: weightOf(queue.arm, band) }))
      .filter(({ weight }) => weight > 0)
    let draw = draws[order.length] ?? 0
    while (inPlay.length > 0 && order.length < atMost) {
      const { drawn, rest } = drawOne(inPlay, draw)
      const head = drawn.queue.waiting[drawn.queue.next]
      if (head?.turn.band === band) {
        order.push(head)
        drawn.queue.next += 1
        draw = draws[order.length] ?? 0
      } else if (order.length < wanted && mayHide(drawn.queue.arm, band)) {
        return { order, readOn: drawn.queue.arm }
      } else {
        inPlay = inPlay.filter((each) => each !== drawn)
        draw = rest
      }
    }
  }
  return { order, readOn: null }
}

const nobody: ReadonlySet<number> = new Set()

export const isEligible = ({ failures }: Candidate): boolean => failures.length === 0

const bandsOf = (arms: readonly Arm[]): number[] => {
  const bands = arms.flatMap(({ ready, candidates }) => [...ready.keys(), ...candidates.map(({ turn }) => turn.band)])
  return [...new Set(bands)].sort((a, b) => a - b)
}

const weightOf = ({ ready }: Arm, band: number): number => ready.get(band) ?? 0

/** Whether somebody of this band may stand behind the last candidate that was read. */
const mayHide = ({ candidates, exhausted }: Arm, band: number): boolean =>
  !exhausted && (candidates.at(-1)?.turn.band ?? band) <= band

/** Draws in proportion to the weights. `rest` is where inside its share the draw fell: a fresh uniform number. */
function drawOne<E extends { weight: number }>(entries: readonly E[], draw: number): { drawn: E; rest: number } {
  let left = draw * entries.reduce((sum, { weight }) => sum + weight, 0)
  for (const entry of entries) {
    if (left < entry.weight) return { drawn: entry, rest: left / entry.weight }
    left -= entry.weight
  }
  return { drawn: entries.at(-1)!, rest: 0 }
}

/**
 * A turn's rank says how long a setup has waited on an arm: the lowest is the next. It is the instant of its last turn
 * in milliseconds × 1024, plus ten bits that break ties (C12: drawn when a turn is taken, never creation order). One
 * that was never served has only the bits, and so comes first (D2). Stays below 2^53 until the year 2248.
 */
export const rankAfterTurn = (now: number, tieBits: number): number => now * 1024 + (tieBits & 1023)

/** The rank of a setup that never had a lead on this arm. */
export const rankNeverServed = (tieBits: number): number => tieBits & 1023

/** Where a setup begins on an arm that is weighted: in the middle of its round, neither a lead ahead nor one behind. */
export const rankAtWeightedStart = (weight: number, tieBits: number): number =>
  Math.floor(2 ** 25 / weight) + rankNeverServed(tieBits)

/** A turn of a weighted queue: its rank is a pass, which has nothing to do with the clock. */
export interface WeightedTurn {
  rank: number
  /** 1 to 100. */
  weight: number
}

/**
 * Where a weighted turn goes when it is taken (D2.2, stride scheduling): one stride on, the shorter the heavier, so that
 * over any run the shares keep to the weights within one lead. It starts from its own pass or from where the arm is by
 * now, whichever is further: `last` is the turn with the highest rank on the arm (maybe itself), and the arm has come to
 * where that one stood when it was served. So whoever was stepped over, parked or away has no turns in the bank. The
 * trigger referral_takes_its_turn of the database does the same.
 */
export const rankAfterWeightedTurn = (turn: WeightedTurn, last: WeightedTurn): number =>
  Math.max(turn.rank, last.rank - strideOf(last)) + strideOf(turn)

/** How far one turn moves: 2^26 for a weight of 1. Exact to a lead in sixty million. */
export const strideOf = ({ weight }: { weight: number }): number => Math.floor(2 ** 26 / weight)

/**
 * A turn's rank says how long a setup has waited on an arm: the lowest is the next. It is the instant of its last turn
 * in milliseconds × 1024, plus ten bits that break ties (C12: drawn when a turn is taken, never creation order). One
 * that was never served has only the bits, and so comes first (D2). Stays below 2^53 until the year 2248.
 */
export const rankAfterTurn = (now: number, tieBits: number): number => now * 1024 + (tieBits & 1023)

/** The rank of a setup that never had a lead on this arm. */
export const rankNeverServed = (tieBits: number): number => tieBits & 1023
